import { useEffect, useState } from 'react'
import type { Exchange, Turn } from '../api.ts'
import { deliverTurn } from './deliver-turn.ts'
import { beginSending, delivered, isAnswered, takeBack, useDraft } from './draft.ts'

/** The candidate's draft and its way to the server. A turn on its way is picked up again after a reload. */
export function useTurn(id: string, turns: Turn[], onTaken: (exchange: Exchange) => void) {
  const [draft, changeDraft] = useDraft(id)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [waiting, setWaiting] = useState(false)
  const { sending } = draft

  // One delivery per key, whatever else is rendered.
  useEffect(() => {
    if (sending === null) return
    const stop = new AbortController()
    deliverTurn(id, sending, { signal: stop.signal, onWaiting: () => setWaiting(true) }).then((delivery) => {
      if (delivery.state === 'stopped') return
      if (delivery.state === 'taken') {
        onTaken(delivery.exchange)
        changeDraft((it) => delivered(it, sending.key))
      } else {
        setRefusal(delivery.problem.message)
        changeDraft(takeBack)
      }
    })
    return () => {
      stop.abort()
      setWaiting(false)
    }
  }, [id, sending?.key])
  // The stream often brings the reply before the request that asked for it is through; nobody should wait for that.
  useEffect(() => {
    if (sending !== null && isAnswered(sending, turns)) changeDraft((it) => delivered(it, sending.key))
  }, [sending, turns, changeDraft])

  return {
    text: draft.text,
    sending,
    refusal,
    waiting,
    write: (text: string) => changeDraft((it) => ({ ...it, text })),
    send: (after: number) => {
      setRefusal(null)
      changeDraft((it) => beginSending(it, crypto.randomUUID(), after))
    },
  }
}

export type TurnAtHand = ReturnType<typeof useTurn>
