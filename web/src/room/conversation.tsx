import { ArrowDown } from 'lucide-react'
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Interview, Turn } from '../api.ts'
import { Button } from '../parts/button.tsx'
import type { Sending } from './draft.ts'
import type { RoomState } from './room-state.ts'

/** What was said so far, the sentences being said, and nothing that moves a reader who has scrolled up. */
export function Conversation(props: { state: RoomState; sending: Sending | null; stuck: boolean }) {
  const { state, sending, stuck } = props
  const { interview, said, notice } = state
  const scroller = useRef<HTMLElement>(null)
  const atEnd = useRef(true)
  const [away, setAway] = useState(false)
  const onItsWay = sending !== null && !interview.turns.some((it) => it.by === 'candidate' && it.seq > sending.after)
  const thinking =
    !stuck && interview.clock.status === 'open' && (onItsWay || interview.clock.due === 'interviewer') && said === null
  const grown = `${interview.turns.length} ${said?.sentences.length ?? 0} ${onItsWay} ${thinking} ${notice}`

  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  // `grown` stands for everything that makes the list longer.
  useLayoutEffect(() => {
    if (atEnd.current) toEnd()
    else setAway(true)
  }, [grown])
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    // The composer grows and the keyboard of a phone opens: who was at the end stays there.
    const watch = new ResizeObserver(() => atEnd.current && toEnd())
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const onScroll = () => {
    const element = scroller.current
    if (element === null) return
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 48
    if (atEnd.current) setAway(false)
  }

  return (
    <div className="relative min-h-0 flex-1">
      <section
        ref={scroller}
        onScroll={onScroll}
        aria-label="Conversation"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain px-4 -outline-offset-2 sm:px-6"
      >
        <ol className="mx-auto max-w-[46rem] space-y-6 py-6">
          {interview.turns.map((turn, index) => (
            <Fragment key={turn.seq}>
              {turn.phase !== interview.turns[index - 1]?.phase && (
                <PhaseMark interview={interview} phase={turn.phase} />
              )}
              <Said turn={turn} />
            </Fragment>
          ))}
          {onItsWay && <Said turn={{ by: 'candidate', text: sending.text }} aside="sending" />}
          {said !== null && (
            <Said turn={{ by: 'interviewer', text: said.sentences.map((it) => it.text).join(' ') }} aside="speaking" />
          )}
          {thinking && <Thinking />}
          {notice !== null && <li className="border-l-2 border-warn pl-3 text-sm text-warn">{notice}</li>}
        </ol>
      </section>
      {away && (
        <Button onClick={toEnd} className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full! shadow-md">
          <ArrowDown aria-hidden className="size-4" /> Newest
        </Button>
      )}
    </div>
  )
}

function PhaseMark({ interview, phase }: { interview: Interview; phase: number }) {
  const { phases } = interview.format
  if (phases.length < 2) return null
  return (
    <li className="flex items-center gap-3 pt-2 text-[0.8125rem] text-soft first:pt-0">
      <span>
        <span className="font-semibold">{phases[phase]?.title}</span>
        <span className="max-sm:hidden"> · {phases[phase]?.goal}</span>
      </span>
      <span aria-hidden className="h-px flex-1 bg-line" />
    </li>
  )
}

const SPEAKERS = { interviewer: 'Interviewer', candidate: 'You' } as const

function Said({ turn, aside }: { turn: Pick<Turn, 'by' | 'text'>; aside?: string }) {
  const own = turn.by === 'candidate'
  return (
    <li className={own ? 'rounded-lg bg-wash px-4 py-3' : ''}>
      <p className="text-[0.8125rem] text-soft">
        {SPEAKERS[turn.by]}
        {aside !== undefined && <span> · {aside}</span>}
      </p>
      <p dir="auto" className={`said ${own ? '' : 'text-lg leading-relaxed'}`}>
        {turn.text}
      </p>
    </li>
  )
}

function Thinking() {
  return (
    <li className="flex items-center gap-2 text-soft after-a-moment">
      <span>The interviewer is thinking</span>
      <span aria-hidden className="flex gap-1">
        {['', '[animation-delay:0.2s]', '[animation-delay:0.4s]'].map((delay) => (
          <span
            key={delay}
            className={`size-1.5 motion-safe:animate-[breathe_1.2s_infinite] rounded-full bg-edge ${delay}`}
          />
        ))}
      </span>
    </li>
  )
}
