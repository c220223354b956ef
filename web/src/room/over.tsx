import { Link } from '@tanstack/react-router'
import type { Clock } from '../api.ts'
import { Button, buttonLook } from '../parts/button.tsx'

const REASONS = {
  finished: 'The interview is over; the interviewer closed it.',
  time: 'The interview is over; the time is up.',
  candidate: 'You ended the interview.',
} as const

/** Stands where the composer was, when the interview has ended. */
export function Over(props: { id: string; reason: Clock['endReason']; unsent: string; justNow: boolean }) {
  return (
    <div className="mx-auto w-full max-w-[46rem]">
      <div className="flex flex-wrap items-center gap-3">
        <p className="mr-auto font-medium">{REASONS[props.reason ?? 'finished']}</p>
        <Link
          to="/interviews/$id/scorecard"
          params={{ id: props.id }}
          className={buttonLook('primary')}
          // The composer had the keyboard a moment ago and is gone.
          ref={(link) => {
            if (props.justNow) link?.focus()
          }}
        >
          Go to the scorecard
        </Link>
      </div>
      {props.unsent.trim() !== '' && (
        <details className="mt-3 text-sm">
          <summary className="text-soft">What you had written and not sent</summary>
          <p className="said mt-2 max-h-40 overflow-y-auto rounded-md bg-wash px-3 py-2">{props.unsent}</p>
        </details>
      )}
    </div>
  )
}

export function Paused({ onResume, busy }: { onResume: () => void; busy: boolean }) {
  return (
    <div className="mx-auto flex w-full max-w-[46rem] flex-wrap items-center gap-3">
      <p className="mr-auto">
        <span className="font-semibold">Paused.</span>{' '}
        <span className="text-soft">The clock stands still; what you were writing is kept.</span>
      </p>
      <Button look="primary" onClick={onResume} disabled={busy}>
        Resume
      </Button>
    </div>
  )
}
