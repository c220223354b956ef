import { draw } from '../board/draw.ts'
import type { Scene } from '../board/scene.ts'
import type { CandidateSpoke, How, Observed, Shown } from '../events.ts'
import type { Interview } from '../interview.ts'
import { sinceChange } from '../numbers/notice.ts'
import { statedIn } from '../numbers/read.ts'
import { recompute } from '../numbers/recompute.ts'
import { bringsOf, unseen } from '../probes.ts'
import { locate } from '../quotes.ts'
import { pointsOf, type Rubric } from '../rubric.ts'
import { tokens } from '../words.ts'
import { goesBackTo } from './going-back.ts'
import { recognise, saidBefore } from './recognise.ts'
import { factsAskedFor, readSignals } from './signals.ts'

/** Reads a candidate's turn by code alone, before any move is ranked. @param scene the board as it was sent with it */
export function hear(
  rubric: Rubric,
  interview: Interview,
  text: string,
  at: number,
  scene: Scene | null = null,
): CandidateSpoke {
  const said = saidBefore(interview)
  const stated = statedIn(text, said)
  const shown = recognise(pointsOf(rubric.problem), text, said)
    .filter((heard) => interview.coverage[heard.id] === undefined)
    .map(
      (heard): Shown => ({
        point: heard.id,
        how: howShown(rubric, interview, heard.id),
        quote: heard.quote,
        by: 'recogniser',
      }),
    )
  return {
    type: 'candidate-spoke',
    at,
    text,
    shown,
    signals: readSignals(text),
    facts: factsAskedFor(rubric.problem, text),
    back: goesBackTo(rubric, interview, text),
    stated,
    sums: recompute(text, [...stated, ...sinceChange(interview)]),
    board: scene && draw(interview, scene),
  }
}

/** Volunteered, unless the question on the table asked for it, with or without help. */
export function howShown(rubric: Rubric, interview: Interview, point: string): How {
  const current = interview.asked.find((asked) => asked.probe === interview.current)
  if (!current || !bringsOf(rubric.problem, current.probe).includes(point)) return 'volunteered'
  return current.hints > 0 ? 'hinted' : 'prompted'
}

/** A quote of fewer words stands anywhere and shows nothing. */
const LEAST_WORDS = 3

/**
 * Keeps what the model observed only where its quote stands in the candidate's latest turn. A good answer to the question
 * on the table shows its points; one to a question not asked yet only settles that question.
 */
export function observe(
  rubric: Rubric,
  interview: Interview,
  proposed: Observed[],
): { observed: Observed[]; shown: Shown[] } {
  const turn = interview.turns.findLast((it) => it.by === 'candidate')
  const observed = proposed.filter(
    (it) =>
      rubric.problem.probes.some((probe) => probe.id === it.probe) &&
      turn &&
      tokens(it.quote).length >= LEAST_WORDS &&
      locate(it.quote, turn.text) !== null,
  )
  const shown = observed
    .filter((it) => it.answered === 'yes' && it.probe === interview.current)
    .flatMap((it) =>
      unseen(interview, bringsOf(rubric.problem, it.probe)).map(
        (point): Shown => ({ point, how: howShown(rubric, interview, point), quote: it.quote, by: 'model' }),
      ),
    )
  return { observed, shown }
}
