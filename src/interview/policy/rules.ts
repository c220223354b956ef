import type { Move } from '../events.ts'
import { wordsBeside } from '../hearing/signals.ts'
import { unseen, worthOf } from '../probes.ts'
import { deepening, insisting, pressing, pressingOpen, probing, reconciling, returning } from './asking.ts'
import { isLast, move, probeOf, type Rule } from './rule.ts'
import { openQuestion, phrase, sayHint, sayNudge, sayProbe, sayRedirect } from './say.ts'
import type { Situation } from './situation.ts'

const HINTS = ['reframe', 'narrow', 'concrete', 'tell'] as const

const opening: Rule = (it) =>
  it.turn === null ? [move(it, 'open', null, 'the interview begins', it.rubric.problem.brief)] : []

/**
 * Neutral, and back to the open question. Where the turn held an answer, or was the second attempt in a row, on to what
 * follows from it.
 */
const redirecting: Rule = (it) => {
  if (!it.signals.includes('steers')) return []
  const because = 'the turn tried to steer the interview'
  const again = it.interview.turns.findLast((turn) => turn.by === 'interviewer')?.move === 'redirect'
  const rules = again
    ? [probing, goingOn]
    : isAnswer(it)
      ? [reconciling, deepening, pressingOpen, probing, goingOn]
      : []
  const [next] = rules.flatMap((rule) => rule(it))
  const asks = next && QUESTIONS.has(next.move) ? next.target : null
  return [
    move(
      it,
      'redirect',
      asks,
      because,
      sayRedirect(it.rubric, it.interview, next?.says ?? openQuestion(it.interview)),
      next?.phase,
    ),
  ]
}

const QUESTIONS = new Set<Move>(['probe', 'deepen'])

/** Straight to a question of the next phase, where this one has nothing left. */
const goingOn: Rule = (it) => advancing(it).filter((next) => next.move === 'probe')

/** Words beside the attempt to steer: enough of them to be an answer. */
const ANSWER_WORDS = 30

const isAnswer = (it: Situation): boolean => wordsBeside(it.turn?.text ?? '') >= ANSWER_WORDS

/** Exactly the facts asked for; a question nobody decided goes back to the candidate. */
const answering: Rule = (it) => {
  if (it.facts.length > 0) {
    const says = it.facts.map((id) => it.rubric.problem.facts[id]?.says ?? '').join(' ')
    return [move(it, 'answer', it.facts.join('+'), `asked for ${it.facts.join(' and ')}`, says)]
  }
  const only = it.back === null && it.signals.includes('asks') && !it.signals.includes('stuck') && endsInQuestion(it)
  return only
    ? [
        move(
          it,
          'answer',
          null,
          'a question that no fact answers',
          phrase(it.rubric, it.interview, 'unknownFact', 'answer'),
        ),
      ]
    : []
}

const endsInQuestion = (it: Situation): boolean => /\?["')\]]*\s*$/.test(it.turn?.text ?? '')

/** A candidate who goes back is followed: to what is open there about it, or to what has changed. The clock goes on. */
const following: Rule = (it) => {
  if (it.back === null) return []
  const because = `the candidate went back to ${it.rubric.format.phases[it.back]?.title}`
  const ask = move(it, 'be-specific', null, because, phrase(it.rubric, it.interview, 'goBack', 'be-specific'), it.back)
  const bound = it.backProbes
    .slice(0, 2)
    .map((probe) => move(it, 'probe', probe.id, because, sayProbe(it.interview, probe), it.back ?? undefined))
  // Whoever has only named it has the word first.
  return wordsBeside(it.turn?.text ?? '') < ANSWER_WORDS ? [ask, ...bound] : [...bound, ask]
}

const waiting: Rule = (it) => {
  const before = it.interview.turns.findLast((turn) => turn.by === 'interviewer')
  return it.signals.includes('thinking') && !it.progress && before?.move !== 'wait'
    ? [move(it, 'wait', null, 'asked for a moment', phrase(it.rubric, it.interview, 'wait', 'wait'))]
    : []
}

/** Help on code conditions only: asked for it, or two turns without progress. */
const hinting: Rule = (it) => {
  const probe = it.current && probeOf(it, it.current.probe)
  if (!it.current || !probe || unseen(it.interview, probe.brings).length === 0) return []
  const step = it.current.hints + 1
  const kind = HINTS[step - 1]
  const [help, stuck] = [it.signals.includes('help'), it.signals.includes('stuck')]
  // Who asks for help gets it, even as the phase ends; who is merely stuck then is taken on.
  const isDue =
    help || (!it.progress && !it.phaseOver && (stuck || it.current.empty >= it.rubric.level.manner.patience))
  if (kind === undefined || !isDue) return []
  const turns = `${it.current.empty} turns without progress on it`
  const why = help ? 'help was asked for' : stuck ? 'the candidate is stuck' : turns
  return [
    move(it, 'hint', probe.id, `${why}; step ${step}, ${kind}`, sayHint(it.rubric, it.interview, probe, step), it.talk),
  ]
}

/** The clock is spoken in one breath with the next question. */
const nudging: Rule = (it) => {
  const crossed = it.rubric.format.nudges.filter((minutes) => it.minutesLeft <= minutes)
  const threshold = Math.min(...crossed)
  const [probe] = it.phaseOver ? it.nextProbes : it.probes
  if (crossed.length === 0 || it.interview.nudged.some((left) => left <= threshold) || !probe) return []
  const says = sayNudge(it.rubric, it.interview, it.minutesLeft, probe)
  return [
    move(
      it,
      'nudge-time',
      probe.id,
      `${it.minutesLeft} minutes are left`,
      says,
      it.interview.phase + (it.phaseOver ? 1 : 0),
    ),
  ]
}

/** One constraint change, half-way into its phase and after a good answer, so that it is no rescue. */
const changing: Rule = (it) => {
  const ready = it.phaseSpent >= 0.75 || (it.phaseSpent >= 0.5 && it.progress) || it.probes.length === 0
  if (!it.phase.change || it.interview.change !== null || !ready || it.phaseOver) return []
  const [best] = it.rubric.problem.changes
    .map((change) => ({ change, worth: worthOf(it.rubric, it.interview, change.brings) }))
    .sort((a, b) => b.worth - a.worth)
  return best
    ? [move(it, 'change-constraint', best.change.id, 'planned for this part of the format', best.change.says)]
    : []
}

/** On to the next phase: by its own opening question, or straight to its best probe. */
const advancing: Rule = (it) => {
  if (probing(it).length > 0 || returning(it).length > 0) return []
  const index = it.interview.phase + 1
  const next = it.rubric.format.phases[index]
  if (!next) return []
  const because = it.phaseOver ? `time for ${it.phase.title} is up` : `nothing left to ask in ${it.phase.title}`
  const probes = it.nextProbes
    .slice(0, 2)
    .map((probe) => move(it, 'probe', probe.id, because, sayProbe(it.interview, probe), index))
  // A candidate who has already said what the opening asks for may be taken further at once.
  return next.opens === undefined ? probes : [move(it, 'advance', next.id, because, next.opens, index), ...probes]
}

export const closing: Rule = (it) => {
  const [because, kind] = it.timeOver
    ? (['the time is up', 'close'] as const)
    : (['everything there was to ask was asked', 'done'] as const)
  return it.timeOver || isLast(it)
    ? [move(it, 'close', null, because, phrase(it.rubric, it.interview, kind, 'close'))]
    : []
}

/** The order is the policy: the first rule that applies has the first say. */
export const RULES: Rule[] = [
  opening,
  redirecting,
  answering,
  following,
  waiting,
  hinting,
  changing,
  nudging,
  reconciling,
  deepening,
  pressingOpen,
  insisting,
  probing,
  returning,
  advancing,
  pressing,
  closing,
]
