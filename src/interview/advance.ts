import { freshIn } from './board/draw.ts'
import type { CandidateSpoke, InterviewEvent, InterviewerSpoke, InterviewOpened, SeqEvent, Shown } from './events.ts'
import type { Asked, Interview, Snapshot } from './interview.ts'
import { endOf, minutesLeft, phaseEnd } from './phases.ts'
import { bringsOf, unseen } from './probes.ts'
import type { Rubric } from './rubric.ts'

/** What the world has to do after a step. */
export type Effect = 'speak' | 'grade'
export type Step = { interview: Interview; effects: Effect[] }

/** Steps of the hint ladder: reframe, narrow, concrete, and the last, which tells. */
const LAST_STEP = 4

/** The first step: an interview opens, and the interviewer's turn is due. */
export function open(rubric: Rubric, id: string, event: InterviewOpened): Step {
  const { type: _, at, system: __, tailoring, ...held } = event
  const endsAt = endOf(rubric.format, at)
  const interview: Interview = {
    ...held,
    id,
    job: tailoring?.job ?? null,
    favours: tailoring?.favours ?? [],
    seq: 1,
    status: 'open',
    due: 'interviewer',
    openedAt: at,
    phase: 0,
    phaseEndsAt: phaseEnd(rubric.format, 0, at, endsAt),
    endsAt,
    pausedAt: null,
    heardAt: null,
    endedAt: null,
    endReason: null,
    turns: [],
    coverage: {},
    asked: [],
    current: null,
    settled: [],
    idle: [],
    factsTold: [],
    change: null,
    nudged: [],
    numbers: [],
    board: null,
    steered: [],
  }
  return { interview, effects: ['speak'] }
}

/**
 * One pure step of the machine. An event that no longer applies (a retry, a double click, late model output) returns
 * the very interview it was given and no effects.
 */
export function advance(rubric: Rubric, interview: Interview, event: InterviewEvent): Step {
  const next = apply(rubric, interview, event)
  if (!next) return { interview, effects: [] }
  const effects: Effect[] = []
  if (next.due === 'interviewer' && interview.due !== 'interviewer') effects.push('speak')
  if (next.status === 'ended') effects.push('grade')
  return { interview: { ...next, seq: interview.seq + 1 }, effects }
}

/** The interview that a list of events amounts to. @throws when they do not begin with its opening */
export function replay(rubric: Rubric, id: string, events: SeqEvent[]): Interview {
  const [first, ...rest] = events
  if (first?.type !== 'interview-opened') throw new Error(`interview ${id} does not begin with its opening`)
  const { seq: _, ...opened } = first
  return rest.reduce(
    (interview, event) => advance(rubric, interview, event).interview,
    open(rubric, id, opened).interview,
  )
}

export function snapshotOf(interview: Interview): Snapshot {
  const { turns: _, ...snapshot } = interview
  return snapshot
}

function apply(rubric: Rubric, interview: Interview, event: InterviewEvent): Interview | null {
  if (interview.status === 'ended') return null
  switch (event.type) {
    case 'interview-opened':
      return null
    case 'candidate-spoke':
      return interview.status === 'open' && interview.due === 'candidate' ? hearCandidate(interview, event) : null
    case 'interviewer-spoke':
      return interview.due === 'interviewer' ? hearInterviewer(rubric, interview, event) : null
    case 'interview-paused':
      return interview.status === 'open' ? { ...interview, status: 'paused', pausedAt: event.at } : null
    case 'interview-resumed': {
      if (interview.pausedAt === null) return null
      const lost = Math.max(0, event.at - interview.pausedAt)
      const { phaseEndsAt, endsAt } = interview
      const heardAt = interview.heardAt === null ? null : interview.heardAt + lost
      const moved = { phaseEndsAt: phaseEndsAt + lost, endsAt: endsAt + lost, heardAt }
      return { ...interview, status: 'open', pausedAt: null, ...moved }
    }
    case 'interview-ended':
      return {
        ...interview,
        status: 'ended',
        due: 'nobody',
        pausedAt: null,
        endedAt: event.at,
        endReason: event.reason,
      }
    default:
      return event satisfies never
  }
}

function hearCandidate(interview: Interview, event: CandidateSpoke): Interview {
  const seq = interview.seq + 1
  const before = interview.turns.at(-1)
  // Thinking aloud, asking for a fact or trying to steer is no attempt at an answer.
  // Neither is going back to something earlier, or saying more about that.
  const aside = event.back !== null || (before?.move === 'be-specific' && before.target !== interview.current)
  const attempt =
    !aside && event.facts.length === 0 && !event.signals.some((it) => it === 'thinking' || it === 'steers')
  const drew = event.board ? { drew: event.board.says } : {}
  const phase = event.back ?? before?.phase ?? interview.phase
  return {
    ...interview,
    due: 'interviewer',
    heardAt: event.at,
    turns: [...interview.turns, { seq, at: event.at, by: 'candidate', text: event.text, phase, ...drew }],
    numbers: [...interview.numbers, ...event.stated.map((it) => ({ ...it, seq }))],
    board: event.board
      ? { graph: event.board.graph, seq, fresh: freshIn(interview.board?.graph ?? null, event.board.graph) }
      : interview.board,
    coverage: cover(interview, event.shown, seq),
    asked: changeCurrent(interview, (asked) => ({
      ...asked,
      turns: asked.turns + 1,
      // Showing something else is no help with this question, and no sign of being stuck either.
      empty: asked.empty + (attempt && event.shown.length === 0 ? 1 : 0),
    })),
    steered: event.signals.includes('steers') ? [...interview.steered, seq] : interview.steered,
  }
}

function hearInterviewer(rubric: Rubric, interview: Interview, event: InterviewerSpoke): Interview {
  const seq = interview.seq + 1
  const { move, target, text } = event
  const own = Math.min(event.phase, rubric.format.phases.length - 1)
  const phase = Math.max(interview.phase, own)
  const moved = phase > interview.phase
  const answered = event.observed.some((it) => it.probe === interview.current && it.answered !== 'no')
  const thought = thinkingTime(interview, event)
  const endsAt = interview.endsAt + thought
  const heard: Interview = {
    ...interview,
    due: 'candidate',
    phase,
    endsAt,
    phaseEndsAt: moved
      ? phaseEnd(rubric.format, phase, clockOf(interview, event), endsAt)
      : interview.phaseEndsAt + thought,
    turns: [...interview.turns, { seq, at: event.at, by: 'interviewer', text, phase: own, move, target }],
    coverage: cover(interview, event.shown, interview.turns.at(-1)?.seq ?? interview.seq),
    settled: settledBy(interview, event),
    asked: answered ? changeCurrent(interview, (asked) => ({ ...asked, empty: 0 })) : interview.asked,
  }
  const idle = [...heard.idle, ...idleAfter(rubric, event)]
  return recordMove({ ...heard, idle, coverage: cover(heard, toldBy(rubric, interview, event), seq) }, event, seq)
}

/** A probe answered before it was asked need not be asked; what it would have shown stays open for others. */
const settledBy = (interview: Interview, event: InterviewerSpoke): string[] => {
  const settled = event.observed.filter((it) => it.answered === 'yes' && it.probe !== interview.current)
  return [...new Set([...interview.settled, ...settled.map((it) => it.probe)])]
}

/** What a change of constraint makes idle to ask. */
const idleAfter = ({ problem }: Rubric, { move, target }: InterviewerSpoke): string[] =>
  move === 'change-constraint' ? (problem.changes.find((it) => it.id === target)?.settles ?? []) : []

/** The clock of a paused interview stands still, whoever speaks meanwhile. */
const clockOf = (interview: Interview, event: InterviewerSpoke): number => interview.pausedAt ?? event.at

/** How long the candidate waited for this turn: a slow model, or a node that died, is not on their clock. */
function thinkingTime(interview: Interview, event: InterviewerSpoke): number {
  return interview.heardAt === null ? 0 : Math.max(0, clockOf(interview, event) - interview.heardAt)
}

/** The last step of the hint ladder gives a point away; from then on it earns nothing. */
function toldBy(rubric: Rubric, interview: Interview, event: InterviewerSpoke): Shown[] {
  const current = interview.asked.find((asked) => asked.probe === interview.current)
  if (event.move !== 'hint' || current === undefined || current.hints !== LAST_STEP - 1) return []
  const [point] = unseen(interview, bringsOf(rubric.problem, current.probe))
  return point === undefined ? [] : [{ point, how: 'told', quote: event.text, by: 'recogniser' }]
}

function recordMove(interview: Interview, event: InterviewerSpoke, seq: number): Interview {
  const { move, target } = event
  const ask = (probe: string): Pick<Interview, 'current' | 'asked'> => ({
    current: probe,
    asked: [...interview.asked, { probe, seq, hints: 0, specific: false, turns: 0, empty: 0 }],
  })
  switch (move) {
    case 'probe':
    case 'deepen':
      return target === null ? interview : { ...interview, ...ask(target) }
    case 'change-constraint':
      return target === null ? interview : { ...interview, ...ask(target), change: target }
    case 'nudge-time': {
      const left = minutesLeft(interview, clockOf(interview, event))
      return { ...interview, ...(target === null ? {} : ask(target)), nudged: [...interview.nudged, left] }
    }
    case 'hint':
      return {
        ...interview,
        asked: changeCurrent(interview, (asked) => ({ ...asked, hints: asked.hints + 1, empty: 0 })),
      }
    case 'be-specific':
      return target === interview.current
        ? { ...interview, asked: changeCurrent(interview, (asked) => ({ ...asked, specific: true })) }
        : interview
    case 'answer':
      return { ...interview, factsTold: [...new Set([...interview.factsTold, ...(target?.split('+') ?? [])])] }
    case 'advance':
      return { ...interview, current: null }
    case 'redirect':
      return target === null ? interview : { ...interview, ...ask(target) }
    case 'open':
    case 'wait':
    case 'close':
      return interview
    default:
      return move satisfies never
  }
}

/** The first showing of a point stands; nothing later lifts or lowers it. */
function cover(interview: Interview, shown: Shown[], seq: number): Interview['coverage'] {
  const fresh = shown.filter((it) => interview.coverage[it.point] === undefined)
  if (fresh.length === 0) return interview.coverage
  // Among several in one event, too, the first one stands.
  return {
    ...Object.fromEntries(fresh.toReversed().map((it) => [it.point, { how: it.how, seq, quote: it.quote }])),
    ...interview.coverage,
  }
}

const changeCurrent = (interview: Interview, change: (asked: Asked) => Asked): Asked[] =>
  interview.asked.map((asked) => (asked.probe === interview.current ? change(asked) : asked))
