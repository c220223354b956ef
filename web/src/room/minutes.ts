import type { Clock } from '../api.ts'

/** Whole minutes left, by the server's time. A paused clock stands at the moment it was paused. */
export function minutesLeft(clock: Clock, serverNow: number): { phase: number; all: number } {
  const now = clock.pausedAt === null ? serverNow : Date.parse(clock.pausedAt)
  const left = (until: string) => Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000))
  return { phase: left(clock.phaseEndsAt), all: left(clock.endsAt) }
}

export const inWords = (minutes: number) => (minutes === 0 ? 'time is up' : `${minutes} min left`)
