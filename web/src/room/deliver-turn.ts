import { type Exchange, ProblemError, takeTurn } from '../api.ts'
import { waitOrOnline } from '../parts/follow-events.ts'
import type { Sending } from './draft.ts'

export type Delivery =
  | { state: 'taken'; exchange: Exchange }
  /** Refused for good, with the server's sentence. */
  | { state: 'refused'; problem: ProblemError }
  | { state: 'stopped' }

/** Sends a turn until the server has taken or refused it. The key makes sure that it is taken once. */
export async function deliverTurn(
  id: string,
  sending: Sending,
  how: {
    signal: AbortSignal
    onWaiting: () => void
    send?: typeof takeTurn
    wait?: (attempt: number, signal: AbortSignal) => Promise<void>
  },
): Promise<Delivery> {
  const { signal, send = takeTurn, wait = waitOrOnline } = how
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return { state: 'taken', exchange: await send(id, sending, signal) }
    } catch (error) {
      if (signal.aborted) break
      const problem = error instanceof ProblemError ? error : null
      if (problem !== null && problem.retryAfter === null && problem.status < 500) return { state: 'refused', problem }
      // The interviewer's turn being due is no trouble worth a word; an answer that stays away is.
      if (problem?.status !== 409) how.onWaiting()
      await (problem?.retryAfter != null ? waitSeconds(problem.retryAfter, signal) : wait(attempt, signal))
    }
  }
  return { state: 'stopped' }
}

function waitSeconds(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.min(seconds, 30) * 1000)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
