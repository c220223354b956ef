import { expect, test } from 'vitest'
import { Retries } from './run-retries.ts'

const OPERATIONS = Number(process.env.OPERATIONS ?? 2000)
const SEED = Number(process.env.SEED ?? 20_261_129)

test(`${OPERATIONS} random retries and cut lines leave one log, heard by everybody`, {
  timeout: 1_800_000,
}, async () => {
  const retries = await Retries.open(SEED)
  try {
    await retries.run(OPERATIONS)
  } finally {
    await retries.close()
    console.log('seed', SEED, retries.counts)
  }
  expect(retries.counts.cuts).toBeGreaterThan(OPERATIONS / 4)
})
