import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import type { Database } from '../../src/adapters/db/database.ts'
import { runCrashes, shareKills } from './run-crashes.ts'

/** `npm run test:crash -- --cycles 1000 --seed 7 --database postgres` */
const { values } = parseArgs({
  options: { cycles: { type: 'string' }, seed: { type: 'string' }, database: { type: 'string' } },
})
const cycles = Number(values.cycles ?? 200)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
console.log(`commit ${commit}, seed ${seed}, ${cycles} kills`)
for (const [database, kills] of Object.entries(shareKills(cycles)) as [Database['kind'], number][]) {
  if (values.database !== undefined && values.database !== database) continue
  const { wrong, ...counts } = await runCrashes({ database, cycles: kills, seed, log: console.log })
  console.log(database, counts)
  for (const it of wrong) console.log(`  wrong: ${it}`)
  if (wrong.length > 0) process.exitCode = 1
}
