import { type FaultId, seedsOf, variantOf, variantsOf } from '../../src/fake-model/play-fault.ts'
import { calledOf } from './called.ts'

/** A turn that meets a fault. */
export type Case = {
  n: number
  fault: FaultId
  variant: string
  /** Decides where in the answer the fault strikes, and into how large pieces it is cut. */
  seed: number
  /** An endpoint that plays the fault, or none at this address. */
  endpoint: 'fake' | { baseUrl: string }
  /** Read as a stream of events, or as JSON. */
  streamed: boolean
  /** Does the turn wait for the model shorter than the call's own limits? */
  impatient: boolean
  called: string[]
  /** Who speaks the turn after: the endpoint may be gone, or have asked to be left alone. */
  after: ('model' | 'script')[]
}

/** An address at which nobody can be: F1 as an endpoint cannot play it. */
const NOWHERE: Record<string, string> = {
  'nobody at the port': 'http://127.0.0.1:9/v1',
  'a name that does not resolve': 'http://interlocutor.invalid/v1',
}

/** Faults that only a limit ends. */
export const SILENT = new Set<FaultId>(['F3', 'F4', 'F5', 'F6'])

/**
 * Every fault in each of its variants, `times` each. Rounds follow one another, so that every part of them is alike; in
 * each, what has to be waited for comes first.
 */
export function casesOf(faults: readonly FaultId[], times: number): Case[] {
  const cases = faults.flatMap((fault) => [
    ...seedsOf(fault, times).map((seed) => ({
      ...{ fault, seed, variant: variantOf(fault, seed), endpoint: 'fake' as const },
      round: Math.floor(seed / variantsOf(fault).length),
    })),
    ...Object.entries(fault === 'F1' ? NOWHERE : {}).flatMap(([variant, baseUrl]) =>
      Array.from({ length: times }, (_, round) => ({ fault, seed: round, variant, endpoint: { baseUrl }, round })),
    ),
  ])
  return cases
    .sort((a, b) => a.round - b.round || Number(SILENT.has(b.fault)) - Number(SILENT.has(a.fault)))
    .map(({ round, ...it }, n) => {
      const impatient = SILENT.has(it.fault) && round % 2 === 1
      return {
        ...it,
        n,
        streamed: round % 2 === 1,
        impatient,
        called: calledInTurn(it.fault, it.variant),
        after: afterwards(it),
      }
    })
}

/** In a turn a verdict is no answer, and the guards may have enough of a loop before its end is known. */
function calledInTurn(fault: FaultId, variant: string): string[] {
  if (fault === 'F21') return ['invalid-answer']
  return [calledOf(fault, variant), ...(MORE[variant] ?? [])]
}

const MORE: Record<string, string[]> = {
  // Where it is cut at its very end it can be put right.
  truncated: ['end'],
  'a loop that never closes': ['refused:repeat'],
}

function afterwards({ fault, variant }: Pick<Case, 'fault' | 'variant'>): Case['after'] {
  if (fault === 'F1') return ['script']
  return fault === 'F16' && variant.startsWith('retry after') ? ['model', 'script'] : ['model']
}
