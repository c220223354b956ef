import type { RequestIdVariables } from 'hono/request-id'

/** What middleware leaves for handlers; `fault` is the hidden cause of a 500, for the log. */
export type Env = { Variables: RequestIdVariables & { org: string; fault?: string } }
