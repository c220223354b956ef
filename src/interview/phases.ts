import type { Interview } from './interview.ts'
import type { Format, Phase } from './rubric.ts'

const MINUTE = 60_000

export const totalMinutes = (format: Format): number => format.phases.reduce((sum, phase) => sum + phase.minutes, 0)

export function phaseAt(format: Format, index: number): Phase {
  const phase = format.phases[Math.min(index, format.phases.length - 1)]
  if (!phase) throw new Error(`format ${format.id} has no phases`)
  return phase
}

/** When the interview that opened at `openedAt` ends, pauses aside. Epoch milliseconds. */
export const endOf = (format: Format, openedAt: number): number => openedAt + totalMinutes(format) * MINUTE

/**
 * When a phase entered at `at` ends: it gets its minutes, or what the plan still gives it when the candidate is ahead.
 * The last phase keeps its minutes, however late the others ran.
 */
export function phaseEnd(format: Format, index: number, at: number, endsAt: number): number {
  const after = format.phases.slice(index + 1).reduce((sum, phase) => sum + phase.minutes, 0)
  const kept = index < format.phases.length - 1 ? phaseAt(format, format.phases.length - 1).minutes : 0
  const planned = endsAt - after * MINUTE
  return Math.min(Math.max(at + phaseAt(format, index).minutes * MINUTE, planned), endsAt - kept * MINUTE)
}

/** Whole minutes left of the interview at `at`, as they are spoken. */
export const minutesLeft = (interview: Pick<Interview, 'endsAt'>, at: number): number =>
  Math.max(0, Math.round((interview.endsAt - at) / MINUTE))
