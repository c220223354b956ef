import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Scorecard } from '../api.ts'
import { buttonLook } from '../parts/button.tsx'
import { readable } from '../parts/words.ts'
import { criterionTarget } from './evidence.ts'
import { cutAtTurns } from './turn-mentions.ts'

type Debrief = NonNullable<Scorecard['debrief']>
type Claim = NonNullable<Debrief['criteria'][number]['next']>
type GoTo = (target: string) => void

/** What to practise, then what was shown and what is next on each criterion; every claim leads to its turn. */
export function Debrief({ debrief, grades, onGo }: { debrief: Debrief; grades: Scorecard['grades']; onGo: GoTo }) {
  const titleOf = (criterion: string) =>
    readable(grades.find((it) => it.criterion === criterion)?.dimension ?? criterion)
  return (
    <section aria-labelledby="debrief" className="rounded-xl border border-line bg-card p-5 sm:p-6">
      <h2 id="debrief" className="text-lg font-semibold">
        Your debrief
      </h2>
      {debrief.instead !== null && <p className="mt-1 text-[0.9375rem] text-soft">{debrief.instead}</p>}
      {debrief.practise.length > 0 && (
        <>
          <h3 className="mt-4 font-semibold">To practise next</h3>
          <ol className="mt-2 space-y-5">
            {debrief.practise.map((it, index) => (
              <li key={it.criterion}>
                <p className="text-sm text-soft">
                  {index + 1} · {titleOf(it.criterion)}
                </p>
                <Said claim={it} onGo={onGo} />
                <p className="mt-1 text-[0.9375rem] text-soft">{it.why}</p>
                {it.drill !== null && <Drill drill={it.drill} />}
              </li>
            ))}
          </ol>
        </>
      )}
      <h3 className="mt-6 font-semibold">What you showed, and what is next</h3>
      <dl className="mt-2 divide-y divide-line">
        {debrief.criteria.map(({ criterion, shown, next }) => (
          <div key={criterion} className="py-3">
            <dt className="font-semibold">
              <a href={`#${criterionTarget(criterion)}`} className="hover:text-accent">
                {titleOf(criterion)}
              </a>
            </dt>
            <dd>
              {shown !== null && <Said label="Shown" claim={shown} onGo={onGo} />}
              {next !== null && <Said label={shown === null ? undefined : 'Next'} claim={next} onGo={onGo} />}
              {shown === null && next === null && <p className="text-soft">Nothing more to say than its mark does.</p>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Drill({ drill }: { drill: NonNullable<Debrief['practise'][number]['drill']> }) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.9375rem]">
      <Link to="/" search={{ problem: drill.scenario }} className={buttonLook('plain')}>
        Practise “{drill.title}”
      </Link>
      <span className="min-w-0 flex-1 basis-64 text-soft">{drill.why}</span>
    </div>
  )
}

function Said({ claim, onGo, label }: { claim: Claim; onGo: GoTo; label?: string | undefined }) {
  return (
    <>
      <p className="mt-1">
        {label !== undefined && <span className="text-sm font-semibold">{label}. </span>}
        {cutAtTurns(claim.says).map((piece) =>
          piece.turn === null ? (
            piece.text
          ) : (
            <ToTurn key={piece.start} turn={piece.turn} onGo={onGo}>
              {piece.text}
            </ToTurn>
          ),
        )}
      </p>
      {claim.quotes.map((quote) => (
        <p key={`${quote.turn}-${quote.start}`} className="mt-1 text-[0.9375rem] text-soft">
          <q className="said">{quote.text}</q>{' '}
          <ToTurn turn={quote.turn} onGo={onGo}>
            turn {quote.turn}
          </ToTurn>
        </p>
      ))}
    </>
  )
}

function ToTurn({ turn, onGo, children }: { turn: number; onGo: GoTo; children: ReactNode }) {
  const target = `turn-${turn}`
  return (
    <a
      href={`#${target}`}
      className="text-accent underline underline-offset-2"
      onClick={(event) => {
        event.preventDefault()
        onGo(target)
      }}
    >
      {children}
    </a>
  )
}
