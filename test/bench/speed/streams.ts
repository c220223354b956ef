import { setTimeout as sleep } from 'node:timers/promises'
import { type Figure, figure } from '../figures.ts'
import { ask, inLanes, openInterviews, takeTurn } from './client.ts'
import { median } from './median.ts'
import { openTrio, type Stage } from './stage.ts'

const STREAMS = 500
/** Between pieces of twelve characters; a whole reply takes some fifteen. */
const PACE_MS = 1000
/** Nobody begins at the same moment: turns are spread over this time. */
const SPREAD_MS = 15_000

/** First-text time with five hundred streams under way at once, against the model asked by the same client. */
export async function measureStreams(stage: Stage, rounds: number): Promise<Figure[]> {
  const trio = await openTrio(stage, PACE_MS)
  try {
    const ids = await openInterviews(trio.service.url, STREAMS)
    const times: { direct: number; ours: number }[] = []
    for (let round = 0; round < rounds; round++) {
      const direct = await spread(() => ask(trio.direct, stage.prompt))
      const ours = await spread((n) => takeTurn(trio.service.url, ids[n] ?? '', round))
      times.push({ direct, ours })
    }
    const ratio = median(times.map((it) => it.ours / it.direct))
    return [
      figure('first-text time with 500 paced live streams', ratio, '≤ 1.10', ratio <= 1.1, {
        measured: `${median(times.map((it) => it.ours)).toFixed(0)} ms`,
        against: `direct ${median(times.map((it) => it.direct)).toFixed(0)} ms`,
      }),
    ]
  } finally {
    await trio.close()
  }
}

/** The median first-text time of turns that begin one after the other. */
async function spread(turn: (n: number) => Promise<{ firstMs: number }>): Promise<number> {
  const first: number[] = []
  await inLanes(STREAMS, STREAMS, async (n) => {
    await sleep((n / STREAMS) * SPREAD_MS)
    first.push((await turn(n)).firstMs)
  })
  return median(first)
}
