import { expect, inject, test } from 'vitest'
import type { PostgresAnswer } from '../support/postgres.ts'
import { runCrashes, shareKills } from './run-crashes.ts'

const SEED = 20_261_129
const KILLS = shareKills(50)

test.concurrent.each(['embedded', 'postgres'] as const)(
  `of 20 interviews at once nothing acknowledged is lost, doubled or left undone by kills of server and database, %s`,
  { timeout: 900_000 },
  async (database) => {
    const answer = (await (await fetch(inject('postgresDoor'))).json()) as PostgresAnswer
    if (database === 'postgres' && 'missing' in answer && process.env.CI !== 'true') return
    const report = await runCrashes({ database, cycles: KILLS[database], seed: SEED })
    console.log(database, 'seed', SEED, report)
    expect(report.wrong).toEqual([])
    expect(report.acknowledged).toBeGreaterThan(KILLS[database])
    expect(report.graded).toBeGreaterThan(0)
  },
)
