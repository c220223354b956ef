import { setTimeout as sleep } from 'node:timers/promises'
import { type Figure, figure } from '../figures.ts'
import { residentMb, startTimed } from './children.ts'
import { median } from './median.ts'
import type { Stage } from './stage.ts'

/** Long enough for what a start leaves behind to be collected. */
const IDLE_MS = 2000

/** From the spawn to the first 200 on a Postgres that has been migrated, and what it holds when it idles. */
export async function measureStart(stage: Stage, rounds: number): Promise<Figure[]> {
  const env = { DATABASE_URL: await stage.makeDatabase(), LOG_LEVEL: 'warn' }
  const pass = ['test/bench/speed/pass-through.ts', 'http://127.0.0.1:9']
  const seen: { ms: number; cpu: number; bareMs: number; mb: number; bareMb: number }[] = []
  await (await startTimed(['dist/server/start.js'], env)).stop()
  for (let round = 0; round < rounds; round++) {
    const bare = await startTimed(pass, {})
    const ours = await startTimed(['dist/server/start.js'], env)
    await sleep(IDLE_MS)
    const [mb, bareMb] = [await residentMb(ours.pid), await residentMb(bare.pid)]
    seen.push({ ms: ours.startMs, cpu: ours.startCpuMs, bareMs: bare.startMs, mb, bareMb })
    await ours.stop()
    await bare.stop()
  }
  const middle = (key: keyof (typeof seen)[number]) => median(seen.map((it) => it[key]))
  const [seconds, mb] = [middle('ms') / 1000, middle('mb')]
  return [
    figure('seconds from a cold start to the first 200', seconds, '≤ 0.8', seconds <= 0.8, {
      measured: `${(middle('cpu') / 1000).toFixed(2)} s of processor time`,
      against: `bare Node ${(middle('bareMs') / 1000).toFixed(2)} s`,
    }),
    figure('MB of memory when idle, on Postgres', mb, '≤ 110', mb <= 110, {
      against: `bare Node ${middle('bareMb').toFixed(0)} MB`,
    }),
  ]
}
