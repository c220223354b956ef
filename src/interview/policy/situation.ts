import type { CandidateSpoke, Signal } from '../events.ts'
import type { Asked, Interview, Turn } from '../interview.ts'
import { type Conflict, conflictsOf } from '../numbers/notice.ts'
import { minutesLeft, phaseAt } from '../phases.ts'
import { bringsOf, isHead, isNamed, isOpen, worthOf } from '../probes.ts'
import type { Phase, Probe, Rubric } from '../rubric.ts'

/** What the rules look at, computed once a turn. */
export type Situation = {
  rubric: Rubric
  interview: Interview
  phase: Phase
  /** The candidate's latest turn, null at the opening. */
  turn: Turn | null
  signals: Signal[]
  /** Ids of facts asked for in it. */
  facts: string[]
  minutesLeft: number
  phaseOver: boolean
  timeOver: boolean
  /** The earlier phase that the candidate just went back to, and its open probes about what they named. */
  back: number | null
  backProbes: Probe[]
  /** The phase that is being talked about: the clock's, or an earlier one that the candidate was followed to. */
  talk: number
  /** Rungs gone down in a row on the ladder of the current probe. */
  rungs: number
  /** Share of the phase's minutes that is gone, 0 to 1. */
  phaseSpent: number
  current: Asked | null
  /** Did the latest turn show anything of the current probe? */
  progress: boolean
  /** Open probes of this phase and of the next, worthiest first. */
  probes: Probe[]
  nextProbes: Probe[]
  /** Open probes of all phases. */
  open: Probe[]
  /** What the latest turn says in numbers that does not fit. */
  conflicts: Conflict[]
  /** Probes asked in this phase so far. */
  askedHere: number
}

/**
 * @param heard the candidate's latest turn as read by code; null at the opening
 * @param at when that turn was spoken: the clock of the ranking, so that the same events always rank alike
 */
export function situationOf(rubric: Rubric, interview: Interview, heard: CandidateSpoke | null, at: number): Situation {
  const phase = phaseAt(rubric.format, interview.phase)
  const turn = interview.turns.findLast((it) => it.by === 'candidate') ?? null
  const current = interview.asked.find((asked) => asked.probe === interview.current) ?? null
  const brings = current ? bringsOf(rubric.problem, current.probe) : []
  const next = rubric.format.phases[interview.phase + 1]
  const earlier = heard && heard.back !== null ? phaseAt(rubric.format, heard.back) : null
  return {
    rubric,
    interview,
    phase,
    turn,
    signals: heard?.signals ?? [],
    facts: heard?.facts ?? [],
    minutesLeft: minutesLeft(interview, at),
    phaseOver: at >= interview.phaseEndsAt,
    timeOver: at >= interview.endsAt,
    back: heard?.back ?? null,
    backProbes: earlier ? openProbes(rubric, interview, earlier).filter((it) => isNamed(interview, it)) : [],
    talk: interview.turns.findLast((it) => it.by === 'interviewer')?.phase ?? interview.phase,
    rungs: rungsDown(interview),
    phaseSpent: phaseSpent(phase, interview, at),
    current,
    progress: heard?.shown.some((it) => brings.includes(it.point)) ?? false,
    probes: openProbes(rubric, interview, phase),
    nextProbes: next ? openProbes(rubric, interview, next) : [],
    open: openProbes(rubric, interview),
    conflicts: conflictsOf(interview, heard),
    askedHere: askedIn(interview),
  }
}

/** By its deadline, which pauses move, rather than by its first turn, which they don't. */
function phaseSpent(phase: Phase, interview: Interview, at: number): number {
  const left = (interview.phaseEndsAt - at) / (phase.minutes * 60_000)
  return Math.min(1, Math.max(0, 1 - left))
}

function rungsDown(interview: Interview): number {
  const asked = interview.turns.filter((it) => it.move === 'deepen' || it.move === 'probe' || it.move === 'nudge-time')
  return asked.length - 1 - asked.findLastIndex((it) => it.move !== 'deepen')
}

/** What they claim to have run is where to dig; weaker than the double worth of a criterion not reached: breadth stays. */
const FAVOURED = 1.5

/** What the candidate just spoke of before all else, then the worthiest; of one phase, or of all. */
function openProbes(rubric: Rubric, interview: Interview, phase?: Phase): Probe[] {
  return rubric.problem.probes
    .filter(
      (probe) =>
        (phase === undefined || phase.asks.includes(probe.phase)) &&
        isOpen(interview, probe) &&
        isHead(rubric.problem, interview, probe),
    )
    .map((probe) => ({
      probe,
      bound: isNamed(interview, probe) ? 1 : 0,
      worth: worthOf(rubric, interview, probe.brings) * (interview.favours.includes(probe.id) ? FAVOURED : 1),
    }))
    .sort((a, b) => b.bound - a.bound || b.worth - a.worth)
    .map(({ probe }) => probe)
}

function askedIn(interview: Interview): number {
  const seqs = new Set(interview.turns.filter((turn) => turn.phase === interview.phase).map((turn) => turn.seq))
  return interview.asked.filter((asked) => seqs.has(asked.seq)).length
}
