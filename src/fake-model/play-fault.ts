import { ANSWER_FAULTS } from './faults-answer.ts'
import { CONNECTION_FAULTS } from './faults-connection.ts'
import { STREAM_FAULTS } from './faults-stream.ts'
import { randomOf } from './random.ts'
import type { Variants } from './stage.ts'

/** Everything that goes wrong with endpoints in the wild and that an endpoint can show. */
export const FAULTS = { ...CONNECTION_FAULTS, ...STREAM_FAULTS, ...ANSWER_FAULTS } satisfies Record<string, Variants>
export type FaultId = keyof typeof FAULTS

/** By number, as people count them. */
export const FAULT_IDS = (Object.keys(FAULTS) as FaultId[]).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))

/** Faults by name, of whatever kind of answer. */
export type Faults<S> = Partial<Record<string, Variants<S>>>

/** @throws Error when there is no such fault: a misspelled one must not pass for a good answer */
function waysOf<S>(fault: FaultId, faults: Faults<S>): Variants<S> {
  const variants = faults[fault]
  if (!variants) throw new Error(`there is no fault ${fault}`)
  return variants
}

export const variantsOf = (fault: FaultId, faults: Faults<never> = FAULTS): string[] =>
  Object.keys(waysOf(fault, faults))

/** The way a seed shows a fault: its variants in turn. */
export function variantOf(fault: FaultId, seed: number, faults: Faults<never> = FAULTS): string {
  const names = variantsOf(fault, faults)
  return names[seed % names.length] ?? ''
}

/** Seeds that show every variant of a fault, each so many times, striking at different places. */
export const seedsOf = (fault: FaultId, times = 2): number[] =>
  Array.from({ length: variantsOf(fault).length * times }, (_, seed) => seed)

/** A fault in a variant of its own, or in the one that its seed chooses. */
export type Strike = { fault: FaultId; variant?: string; seed?: number }

/** Plays a fault of those given. @throws Error when there is no such fault or variant among them */
export async function play<S>(
  { fault, seed = 0, variant }: Strike,
  faults: Faults<S & { random: () => number }>,
  stage: S,
): Promise<void> {
  const name = variant ?? variantOf(fault, seed, faults)
  const way = waysOf(fault, faults)[name]
  if (!way) throw new Error(`${fault} has no variant “${name}”`)
  await way({ ...stage, random: randomOf(seed) })
}
