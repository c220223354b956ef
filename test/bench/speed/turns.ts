import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, figure } from '../figures.ts'
import { cpuMs } from './children.ts'
import { ask, inLanes, openInterviews, takeTurn } from './client.ts'
import { median } from './median.ts'
import { openTrio, type Stage, type Trio } from './stage.ts'

const TURNS_EACH = 10
const AT_ONCE = 16
const ALONE = 30

/** One turn alone, and sixteen at once, against the same through the baseline: rounds in turn, each arm in each. */
export async function measureTurns(stage: Stage, rounds: number): Promise<Figure[]> {
  const trio = await openTrio(stage)
  try {
    // The first ones compile what the rest runs.
    await alone(trio, stage.prompt)
    await atOnce(trio, stage.prompt)
    const added: { passed: number; ours: number }[] = []
    const speeds: { passed: Rate; ours: Rate }[] = []
    for (let round = 0; round < rounds; round++) {
      added.push(await alone(trio, stage.prompt))
      speeds.push(await atOnce(trio, stage.prompt))
    }
    const ratioAdded = median(added.map((it) => it.ours / it.passed))
    const ratioSpeed = median(speeds.map((it) => it.ours.perSecond / it.passed.perSecond))
    const ms = (arm: 'ours' | 'passed') => `${median(added.map((it) => it[arm])).toFixed(2)} ms`
    const perSecond = (arm: 'ours' | 'passed') => `${median(speeds.map((it) => it[arm].perSecond)).toFixed(0)}/s`
    const cpu = (arm: 'ours' | 'passed') => median(speeds.map((it) => it[arm].cpu))
    return [
      figure('time added before the first released text', ratioAdded, '≤ 3', ratioAdded <= 3, {
        measured: ms('ours'),
        against: `pass-through ${ms('passed')}`,
      }),
      figure('durable turns per second, 16 at once', ratioSpeed, '≥ 0.40', ratioSpeed >= 0.4, {
        measured: perSecond('ours'),
        against: `pass-through ${perSecond('passed')}`,
      }),
      figure('ms of processor time a turn', cpu('ours'), '–', true, {
        against: `pass-through ${cpu('passed').toFixed(2)} ms`,
      }),
      figure('ms until the disk has 8 kB, once a commit', await forceToDisk(), '–', true),
    ]
  } finally {
    await trio.close()
  }
}

/** Milliseconds that each arm adds to the model's own, one turn at a time and the arms by turns. */
async function alone({ direct, passThrough, service }: Trio, prompt: string) {
  const ids = await openInterviews(service.url, ALONE / TURNS_EACH)
  const first = { direct: [] as number[], passed: [] as number[], ours: [] as number[] }
  for (let n = 0; n < ALONE; n++) {
    first.direct.push((await ask(direct, prompt)).firstMs)
    first.passed.push((await ask(passThrough.url, prompt)).firstMs)
    first.ours.push((await takeTurn(service.url, ids[n % ids.length] ?? '', n)).firstMs)
  }
  const own = median(first.direct)
  return { passed: median(first.passed) - own, ours: median(first.ours) - own }
}

/** Whole turns a second, sixteen at once; each lane holds interviews of its own. */
async function atOnce({ passThrough, service }: Trio, prompt: string) {
  const ids = await openInterviews(service.url, AT_ONCE * 2)
  const count = ids.length * TURNS_EACH
  const passed = await rate(passThrough.pid, count, () => inLanes(AT_ONCE, count, () => ask(passThrough.url, prompt)))
  const ours = await rate(service.pid, count, () =>
    inLanes(AT_ONCE, ids.length, async (lane) => {
      for (let n = 0; n < TURNS_EACH; n++) await takeTurn(service.url, ids[lane] ?? '', n)
    }),
  )
  return { passed, ours }
}

/** How often a second, and the milliseconds of a process's time each. */
type Rate = { perSecond: number; cpu: number }

async function rate(pid: number, count: number, work: () => Promise<void>): Promise<Rate> {
  const [began, before] = [performance.now(), await cpuMs(pid)]
  await work()
  const perSecond = (count / (performance.now() - began)) * 1000
  return { perSecond, cpu: ((await cpuMs(pid)) - before) / count }
}

const WRITES = 50

/** What any store that keeps its word waits for, on the disk of temporary files. */
async function forceToDisk(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'interlocutor-bench-'))
  const file = await open(join(folder, 'page'), 'w')
  const times: number[] = []
  for (let n = 0; n < WRITES; n++) {
    await file.write(Buffer.alloc(8192, n))
    const began = performance.now()
    await file.datasync()
    times.push(performance.now() - began)
  }
  await file.close()
  await rm(folder, { recursive: true })
  return median(times)
}
