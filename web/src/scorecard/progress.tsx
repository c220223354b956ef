import type { Scorecard } from '../api.ts'
import { Earlier } from './earlier.tsx'
import { waitingSentence } from './grade-words.ts'

/** How far the grading is, criterion by criterion, and what it waits for. */
export function Progress({ scorecard }: { scorecard: Scorecard }) {
  const { progress, waiting } = scorecard
  return (
    <section aria-live="polite" className="rounded-xl border border-line bg-card p-6">
      <h2 className="text-lg font-semibold">Grading what you said</h2>
      <p className="mt-1 text-soft tabular-nums">
        {progress.total === 0 ? 'Waiting for the grader.' : `${progress.done} of ${progress.total} criteria done.`}
      </p>
      <progress
        aria-label="Criteria graded"
        max={Math.max(1, progress.total)}
        value={progress.done}
        className="mt-3 block h-2 w-full accent-accent"
      />
      {waiting !== null && (
        <p className="mt-3 border-l-2 border-edge pl-3 text-[0.9375rem] text-soft">
          {waitingSentence(waiting, Date.now())}
        </p>
      )}
      <Earlier scorecard={scorecard} />
    </section>
  )
}
