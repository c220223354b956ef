import { ANSWER_FAULTS } from './faults-answer.ts'
import { CONNECTION_FAULTS } from './faults-connection.ts'
import { STREAM_FAULTS } from './faults-stream.ts'
import { randomOf } from './random.ts'
import type { Stage, Variants } from './stage.ts'

/** Everything that goes wrong with endpoints in the wild and that an endpoint can show. */
export const FAULTS = { ...CONNECTION_FAULTS, ...STREAM_FAULTS, ...ANSWER_FAULTS } satisfies Record<string, Variants>
export type FaultId = keyof typeof FAULTS

/** By number, as people count them. */
export const FAULT_IDS = (Object.keys(FAULTS) as FaultId[]).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))

/** @throws Error when there is no such fault: a misspelled one must not pass for a good answer */
function waysOf(fault: FaultId): Variants {
  const variants: Variants | undefined = FAULTS[fault]
  if (!variants) throw new Error(`there is no fault ${fault}`)
  return variants
}

export const variantsOf = (fault: FaultId): string[] => Object.keys(waysOf(fault))

/** The way a seed shows a fault: its variants in turn. */
export function variantOf(fault: FaultId, seed: number): string {
  const names = variantsOf(fault)
  return names[seed % names.length] ?? ''
}

/** Seeds that show every variant of a fault, each so many times, striking at different places. */
export const seedsOf = (fault: FaultId, times = 2): number[] =>
  Array.from({ length: variantsOf(fault).length * times }, (_, seed) => seed)

/** Plays a fault in the variant that is named, else in the one that its seed chooses. @throws Error when there is none such */
export async function play(
  { fault, seed, variant = variantOf(fault, seed) }: { fault: FaultId; seed: number; variant?: string },
  stage: Omit<Stage, 'random'>,
): Promise<void> {
  const way = waysOf(fault)[variant]
  if (!way) throw new Error(`${fault} has no variant “${variant}”`)
  await way({ ...stage, random: randomOf(seed) })
}
