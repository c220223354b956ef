import type { FaultId } from '../../src/fake-model/play-fault.ts'
import type { FaultKind } from '../../src/ports/model.ts'

/** What a fault is called; `end` where the answer survives it. */
export type Called = FaultKind | 'end'

/** What each fault of an endpoint must be called. Variants that differ have their own line. */
export const CALLED: Record<Exclude<FaultId, 'F21'>, FaultKind | Record<string, Called>> = {
  F1: 'unreachable',
  F2: 'cut',
  F3: 'timeout',
  F4: 'stalled',
  F5: 'stalled',
  F6: 'timeout',
  F7: 'cut',
  F8: 'cut',
  F9: 'cut',
  F10: 'length',
  F11: 'filtered',
  F12: 'refused',
  F13: {
    'empty choices': 'cut',
    'null choices': 'cut',
    'no choices': 'cut',
    'null delta': 'cut',
    'null delta and stop': 'empty',
  },
  F14: 'server-error',
  F15: { 'malformed JSON': 'not-an-answer', 'a character split over writes': 'end', 'CRLF line ends': 'end' },
  F16: 'rate-limited',
  F17: 'server-error',
  F18: 'rejected',
  F19: 'not-an-answer',
  F20: {
    'wrapped in prose and a fence': 'end',
    'a trailing comma': 'end',
    'truncated by its last brace': 'end',
    'a field missing': 'invalid-answer',
    'a field of the wrong kind': 'invalid-answer',
    truncated: 'invalid-answer',
    'prose alone': 'invalid-answer',
  },
  F22: {
    'usage on every chunk': 'end',
    'usage-only chunks between': 'end',
    'role and empty chunks again': 'end',
    'finish before the last piece, and twice': 'end',
    'a piece of content twice': 'invalid-answer',
  },
  F23: { 'a slow drip of chunks': 'end', 'a slow drip of bytes': 'end' },
  F24: {
    'empty with stop': 'empty',
    'white space with stop': 'empty',
    'looping prose': 'invalid-answer',
    'a loop that never closes': 'invalid-answer',
  },
  F25: 'too-large',
}

/** @throws Error for a variant that is not in the table: a new one must be thought about */
export function calledOf(fault: keyof typeof CALLED, variant: string): Called {
  const called = CALLED[fault]
  const kind = typeof called === 'string' ? called : called[variant]
  if (!kind) throw new Error(`nothing is said of ${fault}: ${variant}`)
  return kind
}
