import { ANSWER_FAULTS } from './faults-answer.ts'
import { CONNECTION_FAULTS } from './faults-connection.ts'
import { STREAM_FAULTS } from './faults-stream.ts'
import { randomOf } from './random.ts'
import type { Stage, Variants } from './stage.ts'

/** Everything that goes wrong with endpoints in the wild and that an endpoint can show. */
export const FAULTS = { ...CONNECTION_FAULTS, ...STREAM_FAULTS, ...ANSWER_FAULTS } satisfies Record<string, Variants>
export type FaultId = keyof typeof FAULTS

/** @throws Error when there is no such fault: a misspelled one must not pass for a good answer */
function variantsOf(fault: FaultId): Variants {
  const variants: Variants | undefined = FAULTS[fault]
  if (!variants) throw new Error(`there is no fault ${fault}`)
  return variants
}

/** The way a seed shows a fault: its variants in turn. */
export function variantOf(fault: FaultId, seed: number): string {
  const names = Object.keys(variantsOf(fault))
  return names[seed % names.length] ?? ''
}

/** Seeds that show every variant of a fault, each twice, striking at different places. */
export const seedsOf = (fault: FaultId): number[] =>
  Array.from({ length: Object.keys(variantsOf(fault)).length * 2 }, (_, seed) => seed)

export async function play(fault: FaultId, seed: number, stage: Omit<Stage, 'random'>): Promise<void> {
  await variantsOf(fault)[variantOf(fault, seed)]?.({ ...stage, random: randomOf(seed) })
}
