import { setTimeout as sleep } from 'node:timers/promises'
import { type AnswerDelta, ModelFault } from '../../ports/model.ts'
import type { Log } from '../../ports/world.ts'
import { faultOf } from './faults.ts'
import type { Limits, Watch } from './limits.ts'

const RETRIES = 2
const LONGEST_WAIT_S = 5

type Call = {
  watch: Watch
  limits: Limits
  stop: AbortSignal
  log: Log | undefined
  /** Is the endpoint in a state to be asked again at once? */
  mayRetry: () => boolean
}

/** Tries again only while nothing was yielded, twice at most, where it may help, after a short and jittered wait. */
export async function* withRetries(
  attempt: () => AsyncIterable<AnswerDelta>,
  { watch, limits, stop, log, mayRetry }: Call,
): AsyncGenerator<AnswerDelta> {
  for (let retries = 0; ; retries++) {
    let hasYielded = false
    try {
      for await (const delta of attempt()) {
        if (stop.aborted) throw stop.reason
        hasYielded = true
        yield delta
      }
      return
    } catch (error) {
      const fault = faultOf(error)
      const wait = waitFor(fault, retries)
      // Unless the endpoint says when it will answer, half the time for a first word must be left to say it in.
      const latest = fault.retryAfter === null ? limits.firstToken / 2 : limits.firstToken
      const isLate = watch.elapsed + wait > latest || (fault.retryAfter ?? 0) > LONGEST_WAIT_S
      if (hasYielded || !fault.retryable || retries >= RETRIES || isLate || !mayRetry()) throw fault
      log?.info({ fault: fault.kind, retry: retries + 1, wait: Math.round(wait) }, 'asking the model again')
      await sleep(wait, undefined, { signal: stop }).catch(() => {
        throw stopped(stop, fault)
      })
    }
  }
}

/** Milliseconds: what the endpoint asks for, and no less than a little more each time; jitter only adds. */
const waitFor = (fault: ModelFault, retries: number): number =>
  Math.max(fault.retryAfter ?? 0, 0.1 * 2 ** retries) * 1000 * (1 + Math.random() / 4)

/** Why the call was stopped, with what had come by then. */
export function stopped(stop: AbortSignal, { raw, cause }: ModelFault): ModelFault {
  const { kind, message }: ModelFault = stop.reason
  return new ModelFault(kind, message, { raw, cause })
}
