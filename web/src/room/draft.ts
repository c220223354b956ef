import { useCallback, useState } from 'react'
import type { Turn } from '../api.ts'
import { keep, kept } from '../parts/storage.ts'

/** A turn on its way: stored with its key before it is sent, so that a reload sends the same again and not a second. */
export type Sending = {
  key: string
  text: string
  /** Last event known when it was sent; a candidate's turn after it is this one. */
  after: number
}

export type Draft = { text: string; sending: Sending | null }

const EMPTY: Draft = { text: '', sending: null }

export function readDraft(stored: string | null): Draft {
  if (stored === null) return EMPTY
  try {
    const { text, sending } = JSON.parse(stored) as Partial<Draft>
    const whole = typeof sending?.key === 'string' && typeof sending.text === 'string'
    return { text: typeof text === 'string' ? text : '', sending: whole ? sending : null }
  } catch {
    return EMPTY
  }
}

export const beginSending = (draft: Draft, key: string, after: number): Draft => ({
  text: '',
  sending: { key, text: draft.text, after },
})

/** The server would not take it: the words go back to where they can be changed, before any written since. */
export const takeBack = (draft: Draft): Draft =>
  draft.sending === null
    ? draft
    : { text: [draft.sending.text, draft.text].filter((it) => it !== '').join('\n'), sending: null }

export const delivered = (draft: Draft, key: string): Draft =>
  draft.sending?.key === key ? { ...draft, sending: null } : draft

/** Has the turn been taken and answered, as far as the turns tell? Then nothing is owed to it any more. */
export function isAnswered(sending: Sending, turns: Turn[]): boolean {
  const own = turns.find((it) => it.by === 'candidate' && it.seq > sending.after && it.text === sending.text)
  return own !== undefined && turns.some((it) => it.by === 'interviewer' && it.seq > own.seq)
}

/** The draft of one interview. Every change is stored before anything else happens. */
export function useDraft(id: string): [Draft, (change: (draft: Draft) => Draft) => void] {
  const name = `draft.${id}`
  const [draft, setDraft] = useState(() => readDraft(kept(name)))
  const change = useCallback(
    (changed: (draft: Draft) => Draft) => {
      const next = changed(readDraft(kept(name)))
      keep(name, next.text === '' && next.sending === null ? '' : JSON.stringify(next))
      setDraft(next)
    },
    [name],
  )
  return [draft, change]
}
