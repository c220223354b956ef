import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FAULT_IDS } from '../../src/fake-model/play-fault.ts'
import { type Case, casesOf } from './cases.ts'
import { openPlayer, type Player } from './hold-turn.ts'
import { openSite, type Result } from './site.ts'

/**
 * Every fault of an endpoint in every variant, against whole turns: a server with its real store and adapter, over HTTP.
 * `node --expose-gc test/faults/turns.ts [--times 20] [--only F4] [--json]`. Exits with 1 when a promise was broken.
 */

const AT_ONCE = 8
/** What may be left over of some hundred turns. */
const MOST_GROWTH_MB = 8

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '20' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

/** Runs cases side by side, each lane taking the next to its endpoint. An endpoint that goes away (F1) is not used again. */
async function inLanes(cases: Case[], players: Player[]): Promise<void> {
  const left = [...cases]
  const lane = async (usual: Player) => {
    for (let it = left.shift(); it; it = left.shift()) {
      const player = it.fault === 'F1' ? await openPlayer() : usual
      results.push(await site.run(it, player))
      if (player !== usual) await player.close()
    }
  }
  await Promise.all(players.map(lane))
}

/** Objects and the bytes of answers; what the embedded database takes for itself is neither. */
async function memoryMb(): Promise<number> {
  if (!globalThis.gc) throw new Error('memory is measured with node --expose-gc')
  // What is only let go of by the first goes with the second.
  globalThis.gc()
  await new Promise((resolve) => setImmediate(resolve))
  globalThis.gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

const folder = await mkdtemp(join(tmpdir(), 'interlocutor-faults-'))
const faults = FAULT_IDS.filter((it) => values.only === undefined || it === values.only)
const cases = casesOf(faults, Number(values.times))
const third = Math.ceil(cases.length / 3)
const results: Result[] = []
const memory: number[] = []
const miscounted: string[] = []
const began = performance.now()
const site = await openSite(folder)
// Opened before and kept, since a port that was left could be taken by the next endpoint and answer in its place.
const players = await Promise.all(Array.from({ length: AT_ONCE }, openPlayer))
try {
  for (let part = 0; part < 3; part++) {
    await inLanes(cases.slice(part * third, (part + 1) * third), players)
    memory.push(await memoryMb())
  }
  miscounted.push(...(await site.miscounted()))
} finally {
  await Promise.all(players.map((it) => it.close()))
  await site.close()
  await rm(folder, { recursive: true, force: true })
}

const growth = (memory.at(-1) ?? 0) - (memory[0] ?? 0)
const broken = results.filter((it) => it.broken.length > 0)
const isFlat = growth < MOST_GROWTH_MB
process.exitCode = broken.length === 0 && miscounted.length === 0 && isFlat ? 0 : 1

if (values.json) console.log(JSON.stringify({ results, miscounted, growth, most: MOST_GROWTH_MB }))
else {
  for (const fault of faults) {
    const of = results.filter((it) => it.fault === fault)
    const names = Object.entries(Object.groupBy(of, (it) => it.name)).map(([name, all]) => `${name} ${all?.length}`)
    const kept = of.filter((it) => it.broken.length === 0).length
    const slowest = Math.max(...of.map((it) => it.firstMs)) / 1000
    const counts = `${String(of.length).padStart(4)} turns · ${String(kept).padStart(4)} as promised`
    console.log(`${fault.padEnd(4)}${counts} · first word within ${slowest.toFixed(1)} s · ${names.sort().join(', ')}`)
  }
  for (const it of broken)
    console.log(`BROKEN ${it.fault} ${it.variant}, seed ${it.seed} (${it.name}): ${it.broken.join('; ')}`)
  for (const it of miscounted) console.log(`MISCOUNTED ${it}`)
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const took = Math.round((performance.now() - began) / 1000)
  const share = `${results.length - broken.length} of ${results.length} turns ended as promised`
  const figures = `memory ${memory.map((it) => it.toFixed(1)).join(' → ')} MB (${isFlat ? 'flat' : 'GROWING'})`
  console.log(`\n${share} · ${figures} · ${took} s · commit ${commit}`)
}
