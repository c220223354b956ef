import { type Figure, figure } from '../figures.ts'
import { residentMb } from './children.ts'
import { inLanes, openInterviews, takeTurn } from './client.ts'
import { openTrio, type Stage } from './stage.ts'

const AT_ONCE = 16
/** Few enough that no interview runs out of questions. */
const TURNS_EACH = 10
const TALKING = 32
const SIZES = [32, 100, 1000]
const LONG = 5000

/** Turns a second and memory as more interviews are open; the newest ones talk. */
export async function measureGrowth(stage: Stage, long: boolean): Promise<Figure[]> {
  const { service, close } = await openTrio(stage)
  const speeds: number[] = []
  const figures: Figure[] = []
  try {
    await talk(service.url, await openInterviews(service.url, TALKING))
    let opened = TALKING
    for (const size of long ? [...SIZES, LONG] : SIZES) {
      const more = await openInterviews(service.url, Math.max(TALKING, size - opened))
      opened += more.length
      const speed = await talk(service.url, more.slice(-TALKING))
      speeds.push(speed)
      const measured = `${(await residentMb(service.pid)).toFixed(0)} MB`
      figures.push(figure(`turns per second with ${opened} interviews open`, speed, '–', true, { measured }))
    }
    const share = Math.min(...speeds) / Math.max(...speeds)
    return [...figures, figure('the slowest of these against the fastest', share, '≥ 0.60', share >= 0.6)]
  } finally {
    await close()
  }
}

/** Turns a second, some interviews at once. */
async function talk(service: string, ids: string[]): Promise<number> {
  const began = performance.now()
  await inLanes(AT_ONCE, ids.length, async (lane) => {
    for (let n = 0; n < TURNS_EACH; n++) await takeTurn(service, ids[lane] ?? '', n)
  })
  return ((ids.length * TURNS_EACH) / (performance.now() - began)) * 1000
}
