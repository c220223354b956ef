import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Grade, Quote, Scorecard } from '../api.ts'
import { plural, readable } from '../parts/words.ts'
import { type GoTo, Told } from './debrief.tsx'
import { Dots } from './dots.tsx'
import { criterionTarget, quoteId } from './evidence.ts'
import { ABSTENTIONS, capSentence, EXPOSURES, HOWS } from './grade-words.ts'

export type ShowQuote = { isStanding: (quote: Quote) => boolean; shown: string | null; onShow: (id: string) => void }

type Marked = {
  grade: Grade
  number: number
  quotes: ShowQuote
  told: NonNullable<Scorecard['debrief']>['criteria'][number] | undefined
  onGo: GoTo
}

/** One mark with everything it rests on. */
export function Criterion({ grade, number, quotes, told, onGo }: Marked) {
  const target = criterionTarget(grade.criterion)
  const cap = capSentence(grade)
  return (
    <article aria-labelledby={target} className="border-t border-line py-7 first:border-0 first:pt-0">
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-soft">
        <span>
          {number} · {readable(grade.dimension)}
        </span>
        <span>· weight {grade.weight}</span>
      </p>
      <h3 id={target} tabIndex={-1} className="mt-1 scroll-mt-6 text-lg font-semibold">
        {grade.asks}
      </h3>
      {grade.level === null ? (
        <NoLevel grade={grade} />
      ) : (
        <>
          <p className="mt-2.5 flex items-center gap-3">
            <Dots level={grade.level} />
            <span className="text-sm font-semibold">Level {grade.level} of 4</span>
          </p>
          {grade.anchor !== null && (
            <p className="mt-1.5 text-soft">
              <span className="text-[0.9375rem] font-semibold">The words of level {grade.level}:</span> {grade.anchor}
            </p>
          )}
        </>
      )}
      {told !== undefined && <Told told={told} onGo={onGo} />}
      {grade.next !== null && (
        <p className="mt-2 text-[0.9375rem] text-soft">
          <span className="font-semibold">
            {grade.level === null ? 'What it looks for:' : `The words of level ${grade.level + 1}:`}
          </span>{' '}
          {grade.next}
        </p>
      )}
      {grade.abstained !== 'not_reached' && (
        <p className="mt-3 text-[0.9375rem] text-soft">
          <span className="font-semibold text-ink">{EXPOSURES[grade.exposure].title}.</span>{' '}
          {EXPOSURES[grade.exposure].says} {cap}
        </p>
      )}
      <Quotes target={target} list={grade.quotes} quotes={quotes} />
      <Points points={grade.points} />
      <HowItCame grade={grade} />
    </article>
  )
}

function NoLevel({ grade }: { grade: Grade }) {
  const words = grade.abstained === null ? null : ABSTENTIONS[grade.abstained]
  return (
    <div className="mt-3 rounded-md bg-wash px-4 py-3">
      <p className="font-semibold">{words?.title ?? 'No level'}</p>
      <p className="text-[0.9375rem] text-soft">{grade.because ?? words?.says}</p>
    </div>
  )
}

/** So many quotes at once; the rest is a click away. */
const AT_ONCE = 5

/** The candidate's words; each goes to its place in the transcript, or says that it has none. */
export function Quotes({ target, list, quotes }: { target: string; list: Quote[]; quotes: ShowQuote }) {
  const items = list.map((quote, index) => {
    const id = quoteId(target, index)
    return <QuoteItem key={id} id={id} quote={quote} quotes={quotes} />
  })
  if (items.length === 0) return null
  return (
    <>
      <ul aria-label="Your words" className="mt-3 space-y-2">
        {items.slice(0, AT_ONCE)}
      </ul>
      {items.length > AT_ONCE && (
        <Disclosure title={`${items.length - AT_ONCE} more of your words`}>
          <ul className="space-y-2">{items.slice(AT_ONCE)}</ul>
        </Disclosure>
      )}
    </>
  )
}

function QuoteItem({ id, quote, quotes }: { id: string; quote: Quote; quotes: ShowQuote }) {
  if (!quotes.isStanding(quote))
    return (
      <li className="rounded-md bg-warn-wash px-3 py-2 text-[0.9375rem] text-warn">
        <span className="font-semibold">Not found.</span> These words do not stand in the transcript where the mark says
        they do: <q>{quote.text}</q>
      </li>
    )
  return (
    <li>
      <button
        type="button"
        aria-current={quotes.shown === id}
        title="Show in the transcript"
        onClick={() => quotes.onShow(id)}
        className="said w-full rounded-r-md border-l-4 border-marker-strong bg-paper py-1.5 pr-3 pl-3 text-left hover:bg-marker hover:text-on-marker aria-[current=true]:bg-marker aria-[current=true]:text-on-marker"
      >
        “{quote.text}” <span className="text-sm whitespace-nowrap opacity-80">turn {quote.turn}</span>
      </button>
    </li>
  )
}

function Points({ points }: { points: Grade['points'] }) {
  if (points.length === 0) return null
  const shown = points.filter((it) => it.shown).length
  return (
    <Disclosure title={`${shown} of ${plural(points.length, 'point')} shown`}>
      <ul className="space-y-1.5">
        {points.map((it) => {
          const Icon = it.shown ? Check : Minus
          return (
            <li key={it.id} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-1.5">
              <Icon aria-hidden className={`mt-1 size-4 ${it.shown ? 'text-accent' : 'text-soft'}`} />
              <span>
                <span className="sr-only">{it.shown ? 'Shown: ' : 'Not shown: '}</span>
                <span className={it.shown ? '' : 'text-soft'}>{it.says}</span>{' '}
                <span className="text-soft">
                  (level {it.level}
                  {it.how !== null && `; ${HOWS[it.how]}`}
                  {!it.asked && '; nobody asked for it, so it lowers nothing'})
                </span>
              </span>
            </li>
          )
        })}
      </ul>
    </Disclosure>
  )
}

function HowItCame({ grade }: { grade: Grade }) {
  const { samples, spread, dropped, cap } = grade
  if (samples.length === 0 && dropped.length === 0) return null
  return (
    <Disclosure title="How this mark came about">
      {samples.length > 0 && (
        <p>
          {samples.length === 1
            ? `Graded once, at level ${samples[0]}.`
            : `Graded ${samples.length} times, at levels ${samples.join(', ')}; the median counts, the spread is ${spread}.`}
          {cap < 4 && ` After the help that was given it can be at most ${cap}.`}
        </p>
      )}
      {dropped.length > 0 && (
        <>
          <p className="mt-2">Dropped by our checks:</p>
          <ul className="mt-1 list-disc space-y-1 pl-5">
            {dropped.map((it) => (
              <li key={`${it.text} ${it.because}`}>
                <q className="said">{it.text}</q>: {it.because}
              </li>
            ))}
          </ul>
        </>
      )}
    </Disclosure>
  )
}

function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="printed mt-3 text-[0.9375rem]">
      <summary className="w-fit rounded text-soft hover:text-ink">{title}</summary>
      <div className="mt-2 pl-1">{children}</div>
    </details>
  )
}
