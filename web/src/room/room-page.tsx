import { Tabs } from '@base-ui/react/tabs'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useRef, useSyncExternalStore } from 'react'
import { endInterview, type Interview, pauseInterview, readInterview, resumeInterview } from '../api.ts'
import { ErrorPage } from '../parts/error-page.tsx'
import { Loading } from '../parts/loading.tsx'
import { usePageTitle } from '../parts/page-title.ts'
import { sentenceOf } from '../parts/words.ts'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { Over, Paused } from './over.tsx'
import { RoomHeader } from './room-header.tsx'
import type { RoomState } from './room-state.ts'
import { NotesPanel, ProblemPanel } from './side-panel.tsx'
import { useRoom } from './use-room.ts'
import { type TurnAtHand, useTurn } from './use-turn.ts'

export function RoomPage() {
  const { id } = useParams({ from: '/interviews/$id' })
  // Read afresh at every visit; from there on the stream brings what happens.
  const interview = useQuery({
    queryKey: ['interview', id],
    queryFn: () => readInterview(id),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (interview.isPending) return <Loading />
  if (interview.isError) return <ErrorPage error={interview.error} reset={() => interview.refetch()} />
  return <Room key={interview.data.id} first={interview.data} />
}

function Room({ first }: { first: Interview }) {
  const { state, change, connection } = useRoom(first)
  const { interview } = state
  usePageTitle(interview.problem.title)
  const turn = useTurn(interview.id, interview.turns, (exchange) =>
    change({ name: 'exchange', data: exchange, at: Date.now() }),
  )
  const act = useMutation({
    mutationFn: (verb: (id: string) => Promise<Interview>) => verb(interview.id),
    onSuccess: (read) => change({ name: 'read', data: read, at: Date.now() }),
  })
  const resume = () => act.mutate(resumeInterview)

  const talk = (
    <div className="flex h-full min-h-0 flex-col">
      <Conversation state={state} sending={turn.sending} stuck={turn.waiting} />
      <div className="border-t border-line bg-card px-4 py-3 sm:px-6">
        {act.isError && (
          <p role="alert" className="mx-auto mb-2 max-w-[46rem] text-sm text-warn">
            {sentenceOf(act.error)}
          </p>
        )}
        <Foot
          state={state}
          turn={turn}
          busy={act.isPending}
          onResume={resume}
          justNow={first.clock.status !== 'ended'}
        />
      </div>
    </div>
  )
  return (
    <div className="flex h-[calc(100dvh-3.3125rem)] min-h-96 flex-col">
      <RoomHeader
        state={state}
        connection={connection}
        busy={act.isPending}
        onPause={() => act.mutate(pauseInterview)}
        onResume={resume}
        onEnd={() => act.mutate(endInterview)}
      />
      <Panes talk={talk} interview={interview} />
      <Announcer state={state} />
    </div>
  )
}

function Foot(props: { state: RoomState; turn: TurnAtHand; busy: boolean; onResume: () => void; justNow: boolean }) {
  const { interview } = props.state
  const { status, due, endReason } = interview.clock
  if (status === 'ended') {
    return <Over id={interview.id} reason={endReason} unsent={props.turn.text} justNow={props.justNow} />
  }
  if (status === 'paused') return <Paused onResume={props.onResume} busy={props.busy} />
  return <Composer turn={props.turn} after={interview.seq} due={due === 'candidate'} />
}

/** Says each finished turn of the interviewer once; streaming text is not for a live region. */
function Announcer({ state }: { state: RoomState }) {
  const last = state.interview.turns.findLast((it) => it.by === 'interviewer')
  const first = useRef(last?.seq)
  const news = last !== undefined && last.seq !== first.current ? last.text : ''
  return (
    <p aria-live="polite" className="sr-only">
      {news}
    </p>
  )
}

const wide = matchMedia('(min-width: 64rem)')
const useWide = () =>
  useSyncExternalStore(
    (onChange) => {
      wide.addEventListener('change', onChange)
      return () => wide.removeEventListener('change', onChange)
    },
    () => wide.matches,
  )

/** Side by side where there is room, one behind the other where there is not. */
function Panes({ talk, interview }: { talk: ReactNode; interview: Interview }) {
  const isWide = useWide()
  return (
    <div className="flex min-h-0 flex-1">
      {isWide && <div className="min-w-0 flex-1">{talk}</div>}
      <Tabs.Root
        key={String(isWide)}
        defaultValue={isWide ? 'problem' : 'interview'}
        className={`flex min-h-0 flex-col ${isWide ? 'w-[38%] max-w-[34rem] border-l border-line bg-card' : 'w-full'}`}
      >
        <Tabs.List aria-label="Beside the conversation" className="flex gap-1 border-b border-line bg-card px-3 pt-1.5">
          {!isWide && <Tab value="interview">Interview</Tab>}
          <Tab value="problem">Problem</Tab>
          <Tab value="notes">Notes</Tab>
        </Tabs.List>
        {!isWide && (
          <Tabs.Panel value="interview" keepMounted className="min-h-0 flex-1 data-hidden:hidden" tabIndex={-1}>
            {talk}
          </Tabs.Panel>
        )}
        <Tabs.Panel value="problem" className="min-h-0 flex-1 overflow-y-auto px-5 py-5 -outline-offset-2">
          <ProblemPanel interview={interview} />
        </Tabs.Panel>
        <Tabs.Panel value="notes" className="min-h-0 flex-1 overflow-y-auto px-5 py-5 -outline-offset-2">
          <NotesPanel id={interview.id} />
        </Tabs.Panel>
      </Tabs.Root>
    </div>
  )
}

function Tab({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Tabs.Tab
      value={value}
      className="rounded-t-md border-b-2 border-transparent px-3 py-2 text-sm text-soft hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink"
    >
      {children}
    </Tabs.Tab>
  )
}
