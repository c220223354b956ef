import { queryOptions, useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { type RunDiff as Diff, readDiff } from '../api.ts'
import { plural, readable, sentenceOf, when } from '../parts/words.ts'
import { countMovements, MOVEMENTS, sayCause } from './diff-words.ts'
import { Dots } from './dots.tsx'
import { criterionTarget } from './evidence.ts'
import { ABSTENTIONS, EXPOSURES } from './grade-words.ts'

type CriterionDiff = Diff['criteria'][number]
type Mark = CriterionDiff['before']
type Quotes = CriterionDiff['quotes']['before']

/** Finished runs do not change, so neither does what they differ in. */
export const diffQuery = (before: string, after: string) =>
  queryOptions({
    queryKey: ['diff', before, after],
    queryFn: () => readDiff(before, after),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What the run `after` changed against `before`: who moved, on what evidence, and what the two were made with. */
export function RunDiff({ before, after }: { before: string; after: string }) {
  const diff = useQuery(diffQuery(before, after))
  if (diff.error) return <p role="alert">{sentenceOf(diff.error)}</p>
  if (!diff.data) return <p className="text-soft">Comparing…</p>
  const { criteria, causes } = diff.data
  const still = criteria.filter((it) => !it.changed)
  const changed = criteria.filter((it) => it.changed)
  return (
    <div className="text-[0.9375rem]">
      <Totals diff={diff.data} />
      <ul aria-label="Made with" className="mt-2 text-soft">
        {causes.length === 0 && <li>Made with the same grader, prompts, rubric and code.</li>}
        {causes.map((it) => (
          <li key={it.what}>{sayCause(it)}</li>
        ))}
      </ul>
      {changed.length > 0 && (
        <ol className="mt-4">
          {changed.map((it) => (
            <Moved key={it.criterion} diff={it} />
          ))}
        </ol>
      )}
      {still.length > 0 && (
        <p className="mt-3 text-soft">
          {plural(still.length, 'criterion', 'criteria')} as before:{' '}
          {still.map((it) => readable(it.criterion)).join(', ')}.
        </p>
      )}
    </div>
  )
}

function Totals({ diff: { before, after, criteria } }: { diff: Diff }) {
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {[
          { name: 'Before', side: before },
          { name: 'After', side: after },
        ].map(({ name, side }) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd>
              <span className="font-semibold tabular-nums">
                {side.total === null ? 'No total' : `${side.total.toFixed(1)} of 4`}
              </span>
              {side.band !== null && `, ${side.band}`}{' '}
              <span className="text-soft">
                · {plural(side.counted, 'criterion', 'criteria')} counted ·{' '}
                <time dateTime={side.startedAt}>{when(side.startedAt)}</time>
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">{countMovements(criteria)}</p>
    </>
  )
}

function Moved({ diff }: { diff: CriterionDiff }) {
  const { before, after, movement, points, quotes } = diff
  return (
    <li className="border-t border-line py-3">
      <p className="flex flex-wrap items-center gap-x-3">
        <a href={`#${criterionTarget(diff.criterion)}`} className="font-semibold hover:text-accent">
          {readable(diff.criterion)}
        </a>
        <Level mark={before} />
        <ArrowRight aria-hidden className="size-4 text-soft" />
        <span className="sr-only">became</span>
        <Level mark={after} />
        <span className="text-soft">{MOVEMENTS[movement]}</span>
      </p>
      <p className="text-soft">{diff.asks}</p>
      <How before={before} after={after} />
      {points.length > 0 && (
        <ul className="mt-1.5 space-y-0.5">
          {points.map((it) => (
            <li key={it.id}>
              <span className="font-semibold">{it.after ? 'Now shown: ' : 'No longer shown: '}</span>
              {it.says}
            </li>
          ))}
        </ul>
      )}
      <Only name="before" quotes={quotes.before} />
      <Only name="after" quotes={quotes.after} />
    </li>
  )
}

function Level({ mark }: { mark: Mark }) {
  if (mark === null) return <span className="text-soft">none</span>
  if (mark.level !== null) return <Dots level={mark.level} />
  return <span className="text-soft">{mark.abstained === null ? 'No level' : ABSTENTIONS[mark.abstained].title}</span>
}

/** How both marks came about, where that is not the same. */
function How({ before, after }: { before: Mark; after: Mark }) {
  const rows = [
    { name: 'Readings', of: (it: Mark) => it?.samples.join(', ') || 'none' },
    { name: 'Spread', of: (it: Mark) => String(it?.spread ?? 'none') },
    { name: 'Most that the help allows', of: (it: Mark) => String(it?.cap ?? 'none') },
    { name: 'Reached', of: (it: Mark) => (it ? EXPOSURES[it.exposure].title.toLowerCase() : 'none') },
  ].filter(({ of }) => of(before) !== of(after))
  if (rows.length === 0 || before === null || after === null) return null
  return (
    <ul className="mt-1.5 text-soft">
      {rows.map(({ name, of }) => (
        <li key={name}>
          {name}: {of(before)} → {of(after)}
        </li>
      ))}
    </ul>
  )
}

function Only({ name, quotes }: { name: string; quotes: Quotes }) {
  if (quotes.length === 0) return null
  return (
    <div className="mt-1.5">
      <p className="text-soft">Rested on only {name}:</p>
      <ul>
        {quotes.map((it) => (
          <li key={`${it.turn} ${it.start}`} className="said border-l-2 border-edge pl-3">
            <a href={`#turn-${it.turn}`} className="hover:text-accent">
              “{it.text}”
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
