import type { Transcript } from '../api.ts'
import type { Evidence } from './evidence.ts'
import { cutAtEdges, type Piece } from './spans.ts'

type Props = { transcript: Transcript; evidence: Evidence[]; shown: string | null; onBack: (target: string) => void }

/** Everything that was said, with the evidence marked; every mark leads back to what it stands for. */
export function MarkedTranscript({ transcript, evidence, shown, onBack }: Props) {
  return (
    <ol className="space-y-5">
      {transcript.turns.map((turn) => {
        const own = turn.by === 'candidate'
        const spans = evidence.filter((it) => it.turn === turn.seq)
        return (
          <li
            key={turn.seq}
            id={`turn-${turn.seq}`}
            tabIndex={-1}
            className={own ? 'rounded-lg bg-wash px-4 py-3' : 'px-4'}
          >
            <p className="flex justify-between text-[0.8125rem] text-soft">
              <span>{own ? 'You' : 'Interviewer'}</span>
              <span className="tabular-nums">turn {turn.seq}</span>
            </p>
            <p dir="auto" className="said">
              {cutAtEdges(turn.text, spans).map((piece) => (
                <MarkedPiece key={piece.start} piece={piece} shown={shown} onBack={onBack} />
              ))}
            </p>
            {turn.drew !== undefined && <p className="said mt-1 text-[0.8125rem]">Drew with it: {turn.drew}</p>}
            {turn.steers && <p className="mt-1 text-[0.8125rem] text-warn">Tried to steer the interview; no effect.</p>}
            {turn.why && <Why why={turn.why} move={turn.move} target={turn.target} />}
          </li>
        )
      })}
    </ol>
  )
}

type Turn = Transcript['turns'][number]

/** The policy's own account of a question: the move, what called for it, and what else was allowed. */
function Why({ why, move, target }: { why: NonNullable<Turn['why']> } & Pick<Turn, 'move' | 'target'>) {
  const chosen = why.legal.find((it) => it.move === move && it.target === target)
  const others = why.legal.filter((it) => it !== chosen)
  return (
    <details className="mt-1 text-[0.8125rem] text-soft">
      <summary className="cursor-pointer">Why this</summary>
      <p className="mt-1">
        {named(move, target)}
        {chosen && `: ${chosen.because}`}. {why.by === 'model' ? 'Worded by the model.' : 'In authored words.'}
      </p>
      {others.length > 0 && <p>Also allowed: {others.map((it) => named(it.move, it.target)).join(', ')}.</p>}
    </details>
  )
}

const named = (move: string | null, target: string | null) => [move, target].filter(Boolean).join(' ')

function MarkedPiece({
  piece,
  shown,
  onBack,
}: {
  piece: Piece<Evidence>
  shown: string | null
  onBack: Props['onBack']
}) {
  const active = piece.spans.find((it) => it.id === shown)
  const main = active ?? piece.spans[0]
  if (main === undefined) return piece.text
  const others = piece.closes.filter((it) => it !== main)
  const look = active ? 'bg-marker-strong text-on-marker-strong' : 'bg-marker text-on-marker'
  return (
    <>
      {piece.opens.map((it) => (
        <span key={it.id} id={it.id} />
      ))}
      <mark className={look}>
        <BackLink
          to={main}
          onBack={onBack}
          numbered={piece.closes.includes(main)}
          className="hover:underline focus-visible:outline-offset-1"
        >
          {piece.text}
        </BackLink>
        {others.map((it) => (
          <BackLink key={it.id} to={it} onBack={onBack} numbered />
        ))}
      </mark>
    </>
  )
}

function BackLink(props: {
  to: Evidence
  onBack: Props['onBack']
  numbered: boolean
  className?: string
  children?: string
}) {
  const { to, numbered, children } = props
  return (
    <a
      href={`#${to.target}`}
      title={`${to.number} ${to.title}`}
      aria-label={children === undefined ? `${to.number} ${to.title}` : undefined}
      data-number={numbered ? to.number : undefined}
      className={`${numbered ? 'mark-number' : ''} ${props.className ?? ''}`}
      onClick={(event) => {
        event.preventDefault()
        props.onBack(to.target)
      }}
    >
      {children}
    </a>
  )
}
