import type { Scorecard } from '../api.ts'

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
