import { once } from 'node:events'
import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Figure, figure } from '../figures.ts'
import { inLanes, openInterviews, takeTurn } from './client.ts'
import { openTrio, type Stage } from './stage.ts'

const INTERVIEWS = 500
const TURNS = 4
const WARM = 32
/** Slow enough that every reply is under way when the memory is read. */
const PACE_MS = 3000
const AT_ONCE = 32

/** What an interview costs in memory: while its reply is streaming to a listener, and once nobody is there. */
export async function measureMemory(stage: Stage): Promise<Figure[]> {
  const [quick, slow] = [await openTrio(stage), await openTrio(stage, PACE_MS)]
  try {
    const parked = await parkedBytes(quick.service)
    const live = await liveBytes(slow.service)
    return [
      figure('kB of memory per parked interview', parked / 1000, '≤ 5', parked <= 5000),
      figure('kB of memory per live interview', live / 1000, '≤ 120', live <= 120_000),
    ]
  } finally {
    await quick.close()
    await slow.close()
  }
}

type Service = Awaited<ReturnType<typeof openTrio>>['service']

/** Interviews of a few turns, left alone. */
async function parkedBytes(service: Service): Promise<number> {
  const hold = async (count: number) => {
    const ids = await openInterviews(service.url, count)
    await inLanes(AT_ONCE / 2, count, async (lane) => {
      for (let n = 0; n < TURNS; n++) await takeTurn(service.url, ids[lane] ?? '', n)
    })
  }
  await hold(WARM)
  const before = await settled(service)
  await hold(INTERVIEWS)
  return ((await settled(service)) - before) / INTERVIEWS
}

/** Every interview with one listener to its log and one to a reply that is under way. */
async function liveBytes(service: Service): Promise<number> {
  // What the first replies leave behind for all that follow is no interview's; these are still under way at the end.
  const warm = await openInterviews(service.url, WARM)
  const warming = warm.map((id) => takeTurn(service.url, id, 0).catch(() => {}))
  const ids = await openInterviews(service.url, INTERVIEWS)
  const before = await settled(service)
  const listeners = ids.map((id) => get(`${service.url}/api/interviews/${id}/events`))
  for (const it of listeners) it.on('error', () => {})
  await Promise.all(listeners.map((it) => once(it, 'response').then(([answer]) => answer.resume())))
  let isStopping = false
  const failed: unknown[] = []
  // A turn that has ended holds nothing: the figure would be too good.
  const turns = ids.map((id) =>
    takeTurn(service.url, id, 0).catch((error: unknown) => {
      if (!isStopping) failed.push(error)
    }),
  )
  await sleep(PACE_MS * 3)
  if (failed.length > 0) throw new Error(`${failed.length} turns were not under way`, { cause: failed[0] })
  const bytes = ((await service.holds()) - before) / INTERVIEWS
  isStopping = true
  for (const it of listeners) it.destroy()
  await service.stop()
  await Promise.all([...turns, ...warming])
  return bytes
}

/** What is held once what was said last has been put away. */
async function settled(service: Service): Promise<number> {
  let holds = await service.holds()
  for (;;) {
    await sleep(500)
    const now = await service.holds()
    if (Math.abs(now - holds) < 100_000) return now
    holds = now
  }
}
