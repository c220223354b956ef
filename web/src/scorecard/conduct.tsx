import type { Scorecard, Transcript } from '../api.ts'
import { plural } from '../parts/words.ts'

/** How the interviewer did, by code: what did not hold first, all of it on request. */
export function Conduct({ checks }: { checks: Scorecard['checks'] }) {
  if (checks.length === 0) return null
  const failed = checks.filter((it) => !it.holds)
  return (
    <section aria-labelledby="conduct" className="rounded-xl border border-line bg-card px-6 py-5">
      <h2 id="conduct" className="text-lg font-semibold">
        The interviewer
      </h2>
      <p className="text-[0.9375rem] text-soft">
        {checks.length - failed.length} of {checks.length} checks on how it held this interview pass.
      </p>
      {failed.length > 0 && (
        <ul className="mt-3 list-disc pl-5">
          {failed.map((it) => (
            <li key={it.id}>Not so: it {it.says}.</li>
          ))}
        </ul>
      )}
      <details className="mt-3 text-[0.9375rem]">
        <summary className="w-fit text-soft">All checks</summary>
        <ul className="mt-2 space-y-1">
          {checks.map((it) => (
            <li key={it.id}>
              {it.holds ? 'Yes' : 'No'}: it {it.says}.
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

/** Attempts to steer the interview, for whoever reviews it; they moved nothing. */
export function Steering({ turns }: { turns: Transcript['turns'] }) {
  const steering = turns.filter((it) => it.steers)
  if (steering.length === 0) return null
  return (
    <section aria-labelledby="steering" className="rounded-xl border border-line bg-card px-6 py-5">
      <h2 id="steering" className="text-lg font-semibold text-warn">
        {plural(steering.length, 'attempt')} to steer the interview
      </h2>
      <p className="text-[0.9375rem] text-soft">Answered neutrally. No question, phase or level moved for it.</p>
      <ul className="mt-3 space-y-2">
        {steering.map((it) => (
          <li key={it.seq}>
            <a href={`#turn-${it.seq}`} className="underline decoration-line underline-offset-2 hover:text-accent">
              Turn {it.seq}
            </a>
            <blockquote className="said mt-1 border-l-2 border-edge pl-3">{it.text}</blockquote>
          </li>
        ))}
      </ul>
    </section>
  )
}
