import type { ModelRequest } from './model.ts'

/** What limits keep in the database, so that all nodes share them. */

/** What one call of a model has cost. */
export type Cost = {
  /** In UTC, such as 2026-03-02. */
  day: string
  role: ModelRequest['role']
  /** As it was asked for. */
  model: string
  /** In the currency of the prices. */
  cost: number
}

export interface Limits {
  /**
   * Counts a request of this client, unless it has made too many.
   * @param now epoch milliseconds
   * @returns milliseconds until its next one would count, 0 when this one did
   * @throws Unavailable
   */
  countRequest(client: string, perMinute: number, now: number): Promise<number>
  /** Forgets clients that have made no request for a minute. @throws Unavailable */
  forgetClients(now: number): Promise<void>
  /** Adds what calls have cost, if any. @returns what a day's calls have cost on all nodes @throws Unavailable */
  spend(day: string, costs: Cost[]): Promise<number>
}
