import { openPostgres } from '../../../src/adapters/db/open-postgres.ts'
import { fill, HOT, plansOf } from '../../adapters/db/hot-statements.ts'
import { type Figure, figure } from '../figures.ts'
import type { Stage } from './stage.ts'

/** Three events each: a million in all. */
const INTERVIEWS = 333_334

/** Statements of every turn, page or sweep that would read a table from end to end among a million events. */
export async function measurePlans(stage: Stage): Promise<Figure[]> {
  const database = await openPostgres(await stage.makeDatabase())
  try {
    const id = await fill(database, INTERVIEWS)
    const bad: string[] = []
    for (const [name, call] of HOT) {
      const plans = await plansOf(database, (store) => call(store, id))
      if (plans.some((plan) => plan.includes('Seq Scan'))) bad.push(name)
    }
    const measured = bad.length > 0 ? bad.join(', ') : `none of ${HOT.length}`
    return [
      figure('hot statements that scan a table, of a million events', bad.length, '0', bad.length === 0, { measured }),
    ]
  } finally {
    await database.close()
  }
}
