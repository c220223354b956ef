/** Gives the next number from 0 to below 1. */
export type Random = () => number

/** A small seeded generator (Park and Miller, 1988), so that what was drawn by chance can be had again. */
export function seeded(seed: number): Random {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
