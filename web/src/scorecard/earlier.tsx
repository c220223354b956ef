import { Link } from '@tanstack/react-router'
import type { Scorecard } from '../api.ts'
import { when } from '../parts/words.ts'
import { graderOf, outcomeOf } from './gradings.tsx'

/** While a grading is under way or has failed, the way to the one before, which stays as it was. */
export function Earlier({ scorecard: { interview, run, runs } }: { scorecard: Scorecard }) {
  const at = runs.findIndex((it) => it.id === run)
  const before = runs.slice(at + 1).find((it) => it.status === 'graded')
  if (before === undefined) return null
  return (
    <p className="mt-3 text-[0.9375rem]">
      <Link
        to="/interviews/$id/scorecard"
        params={{ id: interview }}
        search={{ run: before.id }}
        className="text-accent underline underline-offset-2"
      >
        The grading of {when(before.startedAt)}
      </Link>{' '}
      stays: {outcomeOf(before)} ({graderOf(before)}).
    </p>
  )
}
