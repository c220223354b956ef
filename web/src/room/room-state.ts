import type { Clock, Exchange, Interview, StreamEvent, Turn } from '../api.ts'

/** What the room shows: the interview as the server last told it, and the sentences of the turn that is being spoken. */
export type RoomState = {
  interview: Interview
  /** Sentences of the coming turn; the turn itself, when it is there, has the last word. */
  said: { seq: number; sentences: { part: number; text: string }[] } | null
  /** One line when the model could not speak; stands until the candidate's next turn. */
  notice: string | null
  /** Milliseconds by which the server's clock is ahead of this page's. */
  skew: number
}

export type RoomChange = (StreamEvent | { name: 'read'; data: Interview } | { name: 'exchange'; data: Exchange }) & {
  at: number
}

const skewOf = (clock: Clock, at: number) => Date.parse(clock.now) - at

export const enterRoom = (interview: Interview, at: number): RoomState => ({
  interview,
  said: null,
  notice: interview.fault,
  skew: skewOf(interview.clock, at),
})

/** The next state. Whatever arrives twice, or late, or by two ways, changes nothing the second time. */
export function changeRoom(state: RoomState, change: RoomChange): RoomState {
  switch (change.name) {
    case 'turn':
      return withTurn(state, change.data)
    case 'say':
      return withSentence(state, change.data)
    case 'phase':
      // The end has its own event, after the last turn; nothing before it closes the room.
      return change.data.status === 'ended' ? state : withClock(state, change.data, change.at)
    case 'end':
      return withClock(state, change.data, change.at)
    case 'fault':
      return { ...state, notice: change.data.says }
    case 'read':
      return withClock(change.data.turns.reduce(withTurn, state), change.data.clock, change.at)
    case 'exchange': {
      const both = withTurn(withTurn(state, change.data.turn), change.data.reply)
      const late = change.data.reply.seq < both.interview.seq
      const next = late ? both : withClock(both, change.data.clock, change.at)
      return change.data.fault === null || late ? next : { ...next, notice: change.data.fault }
    }
    default:
      return change satisfies never
  }
}

function withTurn(state: RoomState, turn: Turn): RoomState {
  const { interview, said } = state
  if (interview.turns.some((it) => it.seq === turn.seq)) return state
  const turns = [...interview.turns, turn].sort((one, other) => one.seq - other.seq)
  const newest = turn.seq > interview.seq
  const clock = { ...interview.clock, phase: Math.max(turn.phase, interview.clock.phase), due: dueOf(interview, turns) }
  return {
    ...state,
    interview: { ...interview, turns, clock, seq: Math.max(interview.seq, turn.seq) },
    said: said !== null && said.seq <= turn.seq ? null : said,
    notice: newest && turn.by === 'candidate' ? null : state.notice,
  }
}

/** Whose turn it is follows from the turns we have; a clock may have been written before the latest of them. */
function dueOf({ clock }: Pick<Interview, 'clock'>, turns: Turn[]): Clock['due'] {
  if (clock.status === 'ended') return 'nobody'
  return turns.at(-1)?.by === 'candidate' ? 'interviewer' : 'candidate'
}

function withSentence(state: RoomState, say: { seq: number; part: number; text: string }): RoomState {
  if (state.interview.turns.some((it) => it.seq >= say.seq)) return state
  const before = state.said?.seq === say.seq ? state.said.sentences : []
  const sentences = [...before.filter((it) => it.part !== say.part), { part: say.part, text: say.text }]
  sentences.sort((one, other) => one.part - other.part)
  return { ...state, said: { seq: say.seq, sentences } }
}

function withClock(state: RoomState, clock: Clock, at: number): RoomState {
  const { interview } = state
  // An ended interview does not open again and phases do not come back, whatever arrives late.
  if (interview.clock.status === 'ended' && clock.status !== 'ended') return state
  if (clock.phase < interview.clock.phase && clock.status !== 'ended') return state
  const due = dueOf({ clock }, interview.turns)
  return { ...state, interview: { ...interview, clock: { ...clock, due } }, skew: skewOf(clock, at) }
}
