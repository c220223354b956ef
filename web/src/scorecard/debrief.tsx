import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Scorecard } from '../api.ts'
import { buttonLook } from '../parts/button.tsx'
import { readable } from '../parts/words.ts'
import { cutAtTurns } from './turn-mentions.ts'

type Debrief = NonNullable<Scorecard['debrief']>
type Claim = NonNullable<Debrief['criteria'][number]['next']>
export type GoTo = (target: string) => void

/** What to practise before the next interview; each thing leads to the turn it comes from. */
export function Practise({ debrief, grades, onGo }: { debrief: Debrief; grades: Scorecard['grades']; onGo: GoTo }) {
  const titleOf = (criterion: string) =>
    readable(grades.find((it) => it.criterion === criterion)?.dimension ?? criterion)
  if (debrief.practise.length === 0) return null
  return (
    <section aria-labelledby="practise" className="rounded-xl border border-line bg-card p-5 sm:p-6">
      <h2 id="practise" className="text-lg font-semibold">
        To practise next
      </h2>
      {debrief.instead !== null && <p className="mt-1 text-[0.9375rem] text-soft">{debrief.instead}</p>}
      <ol className="mt-3 space-y-5">
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
    </section>
  )
}

/** On one criterion: what was shown, and what the next level needs. Its quotes stand below it with the rest. */
export function Told({ told, onGo }: { told: Debrief['criteria'][number]; onGo: GoTo }) {
  return (
    <>
      {told.shown !== null && <Said claim={{ ...told.shown, quotes: [] }} onGo={onGo} />}
      {told.next !== null && <Said label={told.shown === null ? undefined : 'Next'} claim={told.next} onGo={onGo} />}
    </>
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
