import type { Scorecard } from '../api.ts'
import { plural } from '../parts/words.ts'
import { Quotes, type ShowQuote } from './criterion.tsx'
import { flagTarget } from './evidence.ts'

type Heard = NonNullable<Scorecard['heard']>
type Props = { heard: Heard; quotes: ShowQuote }

const BY = { phrases: 'Heard by phrases, which know no meaning.', model: 'Heard by the model.' } as const

/** What was heard beside the levels and is never folded into one, with who heard it. */
export function HeardBeside({ heard, quotes }: Props) {
  return (
    <>
      <Flags heard={heard} quotes={quotes} />
      <Attempts attempts={heard.attempts} />
    </>
  )
}

function Flags({ heard: { flags, failure, dropped }, quotes }: Props) {
  if (flags.length === 0 && failure === null && dropped.length === 0) return null
  return (
    <section aria-labelledby="flags" className="rounded-xl border border-line bg-card px-6 py-5">
      <h2 id="flags" className={`text-lg font-semibold ${flags.length > 0 ? 'text-warn' : ''}`}>
        {flags.length > 0 ? 'Red flags' : `No red flags${failure === null ? '' : ' heard by phrases'}`}
      </h2>
      <p className="text-[0.9375rem] text-soft">Beside the levels: no level was lowered for them.</p>
      {failure !== null && <p className="mt-2 text-[0.9375rem]">{failure}</p>}
      <ul className="mt-4 space-y-5">
        {flags.map((flag) => (
          <li key={flag.id}>
            <h3 id={flagTarget(flag.id)} tabIndex={-1} className="font-semibold">
              {flag.title}
            </h3>
            <p>{flag.says}</p>
            <p className="text-[0.9375rem] text-soft">{BY[flag.by]}</p>
            <Quotes target={flagTarget(flag.id)} list={flag.quotes} quotes={quotes} />
          </li>
        ))}
      </ul>
      {dropped.length > 0 && (
        <details className="mt-3 text-[0.9375rem]">
          <summary className="w-fit text-soft">Dropped by our checks</summary>
          <ul className="mt-2 list-disc space-y-1 pl-5">
            {dropped.map((it) => (
              <li key={`${it.text} ${it.because}`}>
                <q className="said">{it.text}</q>: {it.because}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Attempts({ attempts }: { attempts: Heard['attempts'] }) {
  if (attempts.length === 0) return null
  return (
    <section aria-labelledby="attempts" className="rounded-xl border border-line bg-card px-6 py-5">
      <h2 id="attempts" className="text-lg font-semibold text-warn">
        {plural(attempts.length, 'attempt')} to sway the interviewer or the grader
      </h2>
      <p className="text-[0.9375rem] text-soft">
        For whoever reviews it: no level was changed, and such words are no evidence for one.
      </p>
      <ul className="mt-3 space-y-3">
        {attempts.map((it) => (
          <li key={`${it.turn} ${it.start}`}>
            <a href={`#turn-${it.turn}`} className="underline decoration-line underline-offset-2 hover:text-accent">
              Turn {it.turn}
            </a>{' '}
            <span className="text-[0.9375rem] text-soft">{BY[it.by]}</span>
            <blockquote className="said mt-1 border-l-2 border-edge pl-3">{it.text}</blockquote>
          </li>
        ))}
      </ul>
    </section>
  )
}
