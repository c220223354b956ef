import { leftOpen } from '../hearing/left-open.ts'
import { wordsBeside } from '../hearing/signals.ts'
import type { Turn } from '../interview.ts'
import { askAbout } from '../numbers/words.ts'
import { isHead, isOpen, unseen } from '../probes.ts'
import { isLast, move, probeOf, type Rule } from './rule.ts'
import { phrase, sayPress, sayProbe } from './say.ts'
import type { Situation } from './situation.ts'

/** The rules that ask: down the ladder, on what was left open, on what fits what was said, on what is worth most. */

/** Two statements that are hard to hold at once, or a sum that comes out otherwise: both are quoted, neither is judged. */
export const reconciling: Rule = (it) =>
  it.phaseOver
    ? []
    : it.conflicts
        .slice(0, 1)
        .map(({ target, because, of }) =>
          move(it, 'probe', target, because, askAbout(of, it.interview.asked.length), it.talk),
        )

/** Down the ladder while answers are good. */
export const deepening: Rule = (it) => {
  const probe = it.current && probeOf(it, it.current.probe)
  if (!probe || !it.progress || it.phaseOver || it.rungs >= it.rubric.level.manner.rungs) return []
  return probe.deeper
    .flatMap((id) => probeOf(it, id) ?? [])
    .filter((deeper) => isOpen(it.interview, deeper) && isHead(it.rubric.problem, it.interview, deeper))
    .map((deeper) =>
      move(
        it,
        'deepen',
        deeper.id,
        `the answer to ${probe.id} showed something`,
        sayProbe(it.interview, deeper),
        it.talk,
      ),
    )
}

export const insisting: Rule = (it) => {
  const probe = it.current && probeOf(it, it.current.probe)
  if (!it.current || !probe || it.progress || it.current.specific || it.current.hints > 0 || it.phaseOver) return []
  if (unseen(it.interview, probe.brings).length === 0) return []
  const says = probe.specific ?? phrase(it.rubric, it.interview, 'beSpecific', 'be-specific')
  return [move(it, 'be-specific', probe.id, `nothing of ${probe.id} was shown yet`, says, it.talk)]
}

/** A phase asks at most so many, more of those who need to be led. */
const mostProbes = ({ phase, rubric }: Situation): number =>
  phase.probes === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(1, Math.round(phase.probes * rubric.level.manner.breadth))

const openPoints = (count: number): string => `${count} ${count === 1 ? 'point' : 'points'} open`

export const probing: Rule = (it) => {
  if (it.phaseOver || it.askedHere >= mostProbes(it)) return []
  return it.probes
    .slice(0, 2)
    .map((probe) =>
      move(it, 'probe', probe.id, openPoints(unseen(it.interview, probe.brings).length), sayProbe(it.interview, probe)),
    )
}

/** A phase that uses the time left takes up whatever is still open, wherever it belongs. */
export const returning: Rule = (it) => {
  if (it.phaseOver) return []
  return it.open
    .filter((probe) => it.phase.fills.includes(probe.phase))
    .slice(0, 2)
    .map((probe) => move(it, 'probe', probe.id, 'time is left and this is still open', sayProbe(it.interview, probe)))
}

/** Less than this of an answer leaves nothing to press on. */
const PRESSABLE_WORDS = 12

/** In a row, when nothing else is left to ask; and none in the last minutes. */
const PRESSES = { most: 3, minutesLeft: 3 }

/**
 * Whatever was just said may be pressed on: a way out for a model that hears what no planned question is about, and what
 * is done with the time when all was asked.
 */
export const pressing: Rule = (it) => {
  const spoken = it.interview.turns.filter((turn) => turn.by === 'interviewer')
  const inARow = spoken.length - 1 - spoken.findLastIndex((turn) => !isPress(turn))
  const hasMore = probing(it).length > 0 || returning(it).length > 0 || !isLast(it)
  if (it.phaseOver || it.minutesLeft < PRESSES.minutesLeft || it.turn === null) return []
  if (hasMore ? inARow > 0 || wordsBeside(it.turn.text) < PRESSABLE_WORDS : inARow >= PRESSES.most) return []
  const because = 'something in what was said may be left open'
  return [move(it, 'be-specific', null, because, phrase(it.rubric, it.interview, 'press', 'be-specific'), it.talk)]
}

const isPress = (turn: Turn | undefined): boolean => turn?.move === 'be-specific' && turn.target === null

/** A doubt that they admitted, or a risk that they waved away, is where to press, in their own words. */
export const pressingOpen: Rule = (it) => {
  const left = it.turn && !it.signals.includes('stuck') ? leftOpen(it.turn.text) : null
  const [press] = left ? pressing(it) : []
  if (!left || !press) return []
  const because = left.kind === 'doubt' ? 'they left a doubt open' : 'they waved a risk away'
  return [{ ...press, because: `${because}: "${left.quote}"`, says: sayPress(it.rubric, it.interview, left) }]
}
