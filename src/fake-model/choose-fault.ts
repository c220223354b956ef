import { FAULT_IDS, FAULTS, type FaultId, type Faults, variantsOf } from './play-fault.ts'
import { between, randomOf } from './random.ts'

/** Which fault, and in which of its variants; null leaves either to chance. */
export type FaultWish = { fault: FaultId | null; variant: string | null }
export type FaultChoice = { fault: FaultId; variant: string; seed: number }

/** Every fault with its variants, one line each. */
export const faultList = (): string =>
  FAULT_IDS.map((id) => `  ${id.padEnd(4)} ${variantsOf(id).join(' · ')}`).join('\n')

/**
 * Reads "F4", "F16:retry after 1" or "any".
 * @returns the wish, or a sentence that says what would be right
 */
export function parseFault(text: string): FaultWish | string {
  const [, name = '', , variant] = /^([^:]*)(:(.*))?$/s.exec(text) ?? []
  if (text.trim() === 'any') return { fault: null, variant: null }
  const fault = FAULT_IDS.find((it) => it.toLowerCase() === name.trim().toLowerCase())
  if (!fault) return `There is no fault "${name}"; there is any, and F1 to ${FAULT_IDS.at(-1)}.`
  if (variant === undefined) return { fault, variant: null }
  const known = variantsOf(fault).find((it) => it.toLowerCase() === variant.trim().toLowerCase())
  return known
    ? { fault, variant: known }
    : `${fault} has no variant "${variant.trim()}"; it has: ${variantsOf(fault).join(' · ')}.`
}

/**
 * Faults as they come, one request after another: the same for the same seed. Null where the answer is good, as is each
 * where the fault that is wished for is not among those given.
 */
export function faultsOf(
  wish: FaultWish | null,
  rate: number,
  seed: number,
  faults: Faults<never> = FAULTS,
): () => FaultChoice | null {
  const random = randomOf(seed)
  const pick = <T>(all: readonly T[]): T => all[between(random, 0, all.length - 1)] as T
  const ids = FAULT_IDS.filter((id) => id in faults)
  const isKnown = ({ fault, variant }: FaultWish): boolean =>
    fault === null || (fault in faults && (variant === null || variantsOf(fault, faults).includes(variant)))
  return () => {
    // Each request takes as much of chance, whether it meets a fault or not.
    const [isHit, fault, strike] = [random() < rate, pick(ids), between(random, 0, 1_000_000)]
    if (!wish || !isHit || !isKnown(wish)) return null
    const chosen = wish.fault ?? fault
    return { fault: chosen, variant: wish.variant ?? pick(variantsOf(chosen, faults)), seed: strike }
  }
}
