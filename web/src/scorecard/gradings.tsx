import { Link } from '@tanstack/react-router'
import type { Scorecard } from '../api.ts'
import { buttonLook } from '../parts/button.tsx'
import { plural, when } from '../parts/words.ts'
import { RunDiff } from './run-diff.tsx'

type Run = Scorecard['runs'][number]

/** How these marks were made, what else was made of the same words, and how to check it without us. */
export function Gradings({ scorecard }: { scorecard: Scorecard }) {
  const { runs, interview } = scorecard
  const at = runs.findIndex((it) => it.id === scorecard.run)
  const run = runs[at]
  const before = runs.slice(at + 1).find((it) => it.status === 'graded')
  if (run === undefined) return null
  return (
    <section aria-labelledby="gradings" className="rounded-xl border border-line bg-card px-6 py-5 text-[0.9375rem]">
      <h2 id="gradings" className="text-lg font-semibold">
        How these marks were made
      </h2>
      <Receipt run={run} isHeld={scorecard.rubric.held} />
      <p className="mt-4">
        Nothing of this has to be believed: one file holds every word, every reading and the rubric, and{' '}
        <code className="text-sm">npx interlocutor verify</code> works all of it out again, without this server.
      </p>
      <p className="mt-2">
        <a href={`/api/interviews/${interview}/bundle`} download={`${interview}.json`} className={buttonLook('plain')}>
          Download the file
        </a>
      </p>
      {runs.length > 1 && (
        <>
          <h3 className="mt-6 font-semibold">All gradings</h3>
          <ol className="mt-1 divide-y divide-line">
            {runs.map((it) => (
              <li key={it.id} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
                <Link
                  to="/interviews/$id/scorecard"
                  params={{ id: interview }}
                  search={it.id === runs[0]?.id ? {} : { run: it.id }}
                  aria-current={it.id === run.id ? 'true' : undefined}
                  className="text-accent underline underline-offset-2 aria-[current]:text-ink aria-[current]:no-underline"
                >
                  {when(it.startedAt)}
                </Link>
                <span className="min-w-0 flex-1">{graderOf(it)}</span>
                <span className="tabular-nums">{outcomeOf(it)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {before !== undefined && run.status === 'graded' && (
        <details className="mt-6">
          <summary className="w-fit rounded font-semibold hover:text-accent">Against the grading before</summary>
          <div className="mt-3">
            <RunDiff before={before.id} after={run.id} />
          </div>
        </details>
      )}
    </section>
  )
}

function Receipt({ run, isHeld }: { run: Run; isHeld: boolean }) {
  const rows: [string, string][] = [
    ['Grader', graderOf(run)],
    ['Rubric', `${short(run.rubric)}${isHeld ? ', the one it was held under' : ', another than it was held under'}`],
    ['Prompts', short(run.prompts)],
    ['Code', run.code],
    [run.finishedAt === null ? 'Begun' : 'Graded', when(run.finishedAt ?? run.startedAt)],
    ...(run.calls > 0 ? [['Asked of the model', costOf(run)] satisfies [string, string]] : []),
  ]
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const short = (hash: string): string => hash.slice(0, 12)

export const graderOf = ({ grader, model, wants }: Run): string =>
  grader === 'scripted' ? 'scripted: phrases, not meaning' : (model ?? wants ?? 'a model')

export const outcomeOf = ({ status, total, band }: Run): string => {
  if (status !== 'graded') return status === 'failed' ? 'failed' : 'being graded'
  return total === null ? 'no total' : `${total.toFixed(1)}, ${band}`
}

function costOf({ calls, tokens: { prompt, cached, output } }: Run): string {
  const asked = plural(calls, 'question')
  if (prompt === null || output === null) return asked
  const kept = cached === null ? '' : ` (${Math.round((100 * cached) / Math.max(1, prompt))} % from its cache)`
  return `${asked}, ${prompt.toLocaleString('en')} tokens read${kept}, ${output.toLocaleString('en')} written`
}
