import { FAULT_IDS, type FaultId, variantsOf } from './play-fault.ts'
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

/** Faults as they come, one request after another: the same for the same seed. Null where the answer is good. */
export function faultsOf(wish: FaultWish | null, rate: number, seed: number): () => FaultChoice | null {
  const random = randomOf(seed)
  const pick = <T>(all: readonly T[]): T => all[between(random, 0, all.length - 1)] as T
  return () => {
    // Each request takes as much of chance, whether it meets a fault or not.
    const [isHit, fault, strike] = [random() < rate, pick(FAULT_IDS), between(random, 0, 1_000_000)]
    if (!wish || !isHit) return null
    const chosen = wish.fault ?? fault
    return { fault: chosen, variant: wish.variant ?? pick(variantsOf(chosen)), seed: strike }
  }
}
