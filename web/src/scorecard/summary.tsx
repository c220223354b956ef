import type { Scorecard, Transcript } from '../api.ts'
import { LEVEL_TITLES, plural, readable } from '../parts/words.ts'
import { Dots } from './dots.tsx'
import { criterionTarget } from './evidence.ts'
import { ABSTENTIONS } from './grade-words.ts'

/** The total with what it leaves out, and every criterion in one line. */
export function Summary({ scorecard, transcript }: { scorecard: Scorecard; transcript: Transcript }) {
  return (
    <section aria-label="Summary" className="rounded-xl border border-line bg-card p-5 sm:p-6">
      <div className="grid gap-6 md:grid-cols-[minmax(0,4fr)_minmax(0,6fr)] md:gap-8">
        <div>
          <Total scorecard={scorecard} level={LEVEL_TITLES[transcript.level]} />
          {scorecard.provisional && (
            <p className="mt-4 border-l-2 border-edge pl-3 text-[0.9375rem] text-soft">
              <span className="font-semibold text-ink">Provisional.</span> The scripted grader made these marks. It
              recognises phrases, not meaning: it can miss what you said in other words.
            </p>
          )}
          <p className="mt-4 text-sm text-soft">{gradedBy(scorecard)}</p>
        </div>
        <ol className="text-[0.9375rem]">
          {scorecard.grades.map((it, index) => (
            <li key={it.criterion} className="border-b border-line last:border-0">
              <a
                href={`#${criterionTarget(it.criterion)}`}
                className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-2 py-1.5 hover:text-accent"
              >
                <span className="text-sm text-soft tabular-nums">{index + 1}</span>
                <span className="leading-snug">{readable(it.dimension)}</span>
                {it.level === null ? (
                  <span className="text-sm text-soft">
                    {it.abstained === null ? 'No level' : ABSTENTIONS[it.abstained].title}
                  </span>
                ) : (
                  <span className="flex items-center gap-2.5">
                    {it.spread > 0 && <span className="text-sm text-soft">read {it.samples.join(', ')}</span>}
                    <Dots level={it.level} />
                    <span aria-hidden className="w-2 text-sm tabular-nums">
                      {it.level}
                    </span>
                  </span>
                )}
              </a>
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

function Total({ scorecard, level }: { scorecard: Scorecard; level: string }) {
  const { total, band, counted, grades, leftOut } = scorecard
  const names = leftOut.map(({ criterion, because }) => {
    const index = grades.findIndex((it) => it.criterion === criterion)
    const dimension = grades[index]?.dimension
    return {
      criterion,
      because,
      name: dimension === undefined ? readable(criterion) : `${index + 1} ${readable(dimension)}`,
    }
  })
  return (
    <>
      {total === null ? (
        <p className="text-2xl font-semibold tracking-tight">No total</p>
      ) : (
        <p className="flex items-baseline gap-2">
          <span className="text-5xl font-semibold tracking-tight tabular-nums">{total.toFixed(1)}</span>
          <span className="text-lg text-soft">of 4</span>
        </p>
      )}
      {band !== null && (
        <p className="mt-1 text-lg font-semibold">
          <span className="highlighted">
            {level}: {band}
          </span>
        </p>
      )}
      <p className="mt-3 text-[0.9375rem]">
        {total === null
          ? 'Nothing that was said could be given a level, so there is nothing to add up.'
          : `The weighted mean of ${counted === grades.length ? `all ${plural(counted, 'criterion', 'criteria')}` : `${counted} of ${plural(grades.length, 'criterion', 'criteria')}`}.`}
      </p>
      {names.length > 0 && (
        <div className="mt-3 text-[0.9375rem]">
          <p>Left out, and so neither for nor against you:</p>
          <ul className="mt-1 space-y-0.5 text-soft">
            {names.map((it) => (
              <li key={it.criterion}>
                <span className="text-ink">{it.name}</span>: {it.because}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function gradedBy({ provisional, model, rubric, run, runs }: Scorecard): string {
  const grader = provisional ? 'the scripted grader' : (model ?? 'a model')
  const version = rubric.held
    ? ''
    : `, under another version of the rubric (${rubric.hash.slice(0, 8)}) than it was held`
  const by = `Graded by ${grader}${version}`
  if (runs.length < 2) return `${by}.`
  return run === runs[0]?.id ? `${by}, the latest of ${runs.length} gradings.` : `${by}, not the latest grading.`
}
