import type { ServerResponse } from 'node:http'
import type { RequestIdVariables } from 'hono/request-id'
import type { TurnTold } from '../services/speak-turn.ts'

/**
 * What middleware leaves for handlers, and handlers for the log: `fault` is the hidden cause of a 500, `reply` what is to
 * be told of the interviewer's turn that this request brought about, once it is committed.
 */
export type Env = {
  /** Node's own answer; none where the app is called without a server, as tests do. */
  Bindings: { outgoing?: ServerResponse }
  Variables: RequestIdVariables & { org: string; fault?: string; reply?: Promise<TurnTold | null> }
}
