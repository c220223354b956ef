import type { CandidateSpoke, Move, SeqEvent } from '../interview/events.ts'
import { unseen } from '../interview/probes.ts'
import type { Rubric } from '../interview/rubric.ts'
import { asksFor } from '../interview/speaking/speech.ts'
import type { Checked } from './grade.ts'
import { followUps, type Held, heldOf, type Spoken, talkShare, tellsAnswer, wordsIn } from './held.ts'

/**
 * Twenty yes/no questions about the interviewer, answered by code from the events of a whole interview, whoever held it.
 */

/** `says` is what yes means. */
type Check = { id: string; says: string; holds: (it: Held) => boolean }

/** @throws when the events do not begin with the opening of the interview */
export function checkInterviewer(rubric: Rubric, events: SeqEvent[]): Checked[] {
  const held = heldOf(rubric, events)
  return CHECKS.map(({ id, says, holds }) => ({ id, says, holds: holds(held) }))
}

const QUESTIONS = new Set<Move>(['probe', 'deepen', 'change-constraint', 'nudge-time'])
const ASKS = new Set<Move>([...QUESTIONS, 'be-specific', 'advance'])
const asked = (it: Held): Spoken[] => it.spoken.filter(({ turn }) => QUESTIONS.has(turn.move))
const moves = (it: Held, ...names: Move[]): Spoken[] => it.spoken.filter(({ turn }) => names.includes(turn.move))
const marks = (text: string): number => (text.match(/\?/g) ?? []).length
const pairs = (it: Held): [Spoken, Spoken][] => it.spoken.slice(1).map((spoken, i) => [it.spoken[i] ?? spoken, spoken])

const TALK_SHARE = 0.3

/** How long after its time a last turn may still come. */
const GRACE_MS = 5 * 60_000

const PRAISE =
  /\b(?:great|excellent|perfect|well done|nicely|good (?:answer|point|idea|job)|that's (?:right|wrong)|you're right|not quite|full marks|rubric|scorecard)\b/i

const signalled = (heard: CandidateSpoke | null, signal: CandidateSpoke['signals'][number]): boolean =>
  heard?.signals.includes(signal) ?? false

const CHECKS: Check[] = [
  {
    id: 'opened',
    says: 'opened with the brief',
    holds: (it) => it.spoken[0]?.turn.text.endsWith(it.rubric.problem.brief) ?? false,
  },
  {
    id: 'closed',
    says: 'closed once, and with its last turn, unless the interview was ended over its head',
    holds: (it) =>
      moves(it, 'close').length === (it.interview.endReason === 'finished' ? 1 : 0) &&
      moves(it, 'close').every((spoken) => spoken === it.spoken.at(-1)),
  },
  {
    id: 'one-question',
    says: 'asked one question at a time',
    holds: (it) => it.spoken.every(({ turn }) => marks(turn.text) <= 1),
  },
  {
    id: 'asks',
    says: 'left the candidate with something to answer whenever it probed',
    holds: (it) => it.spoken.filter(({ turn }) => ASKS.has(turn.move)).every(({ turn }) => asksFor(turn.text)),
  },
  {
    id: 'brief-turns',
    says: 'kept its turns short',
    holds: (it) => it.spoken.slice(1).every(({ turn }) => wordsIn(turn.text) <= 90),
  },
  {
    id: 'talk-share',
    says: 'left the candidate at least seven tenths of the talk',
    holds: (it) => talkShare(it) <= TALK_SHARE,
  },
  {
    id: 'follows-up',
    says: 'took up what had just been said where a question was about it, three times in four',
    holds: (it) => {
      const { called, taken } = followUps(it)
      return called - taken <= Math.max(1, called / 4)
    },
  },
  {
    id: 'not-twice',
    says: 'asked no probe twice',
    holds: (it) => new Set(asked(it).map(({ turn }) => turn.target)).size === asked(it).length,
  },
  {
    id: 'no-repeat',
    says: 'never said the same twice in a row, but for a fact asked for twice',
    holds: (it) => pairs(it).every(([before, now]) => now.turn.move === 'answer' || before.turn.text !== now.turn.text),
  },
  {
    id: 'not-after-answer',
    says: 'asked nothing whose points were all shown',
    holds: (it) =>
      asked(it).every(({ turn, before }) => {
        const probe = it.rubric.problem.probes.find((one) => one.id === turn.target)
        return !probe || unseen(before, probe.brings).length > 0
      }),
  },
  {
    id: 'no-hole',
    says: 'left no hole in a sentence',
    holds: (it) => it.spoken.every(({ turn }) => !turn.text.includes('{{')),
  },
  {
    id: 'no-verdict',
    says: 'praised nothing and spoke of no marks',
    holds: (it) => it.spoken.every(({ turn }) => turn.move === 'close' || !PRAISE.test(turn.text)),
  },
  {
    id: 'no-answer',
    says: 'told no answer that the candidate had not given, but for a hint',
    holds: (it) => !it.spoken.some((spoken) => tellsAnswer(it.rubric, spoken)),
  },
  {
    id: 'facts-on-request',
    says: 'told facts only when they were asked for',
    holds: (it) =>
      it.spoken.every(
        ({ turn }) =>
          turn.move === 'answer' ||
          !Object.values(it.rubric.problem.facts).some((fact) => turn.text.includes(fact.says)),
      ),
  },
  {
    id: 'facts-answered',
    says: 'answered every question that a fact answers',
    holds: (it) =>
      it.spoken.every(
        ({ turn, heard }) =>
          !heard ||
          heard.facts.length === 0 ||
          signalled(heard, 'steers') ||
          turn.move === 'answer' ||
          turn.move === 'close' ||
          turn.why.legal[0]?.move === 'answer',
      ),
  },
  {
    id: 'steering',
    says: 'answered every attempt to steer with a redirect',
    holds: (it) =>
      it.spoken.every(
        ({ turn, heard }) => !signalled(heard, 'steers') || turn.move === 'redirect' || turn.move === 'close',
      ),
  },
  {
    id: 'hints',
    says: 'hinted only when the candidate was stuck, one step at a time',
    holds: (it) =>
      moves(it, 'hint').every(({ turn, before, heard }) => {
        const probe = it.rubric.problem.probes.find((one) => one.id === turn.target)
        const current = before.asked.find((one) => one.probe === turn.target)
        const hint = probe?.hints[current?.hints ?? 0]
        const cause = (current?.empty ?? 0) > 0 || signalled(heard, 'stuck')
        return cause && (turn.by === 'model' || hint === undefined || turn.text.startsWith(hint))
      }),
  },
  {
    id: 'one-change',
    says: 'changed a constraint at most once, where the format plans it',
    holds: (it) =>
      moves(it, 'change-constraint').length <= 1 &&
      moves(it, 'change-constraint').every(({ turn }) => it.rubric.format.phases[turn.phase]?.change),
  },
  {
    id: 'in-time',
    says: 'ended by the end of its time',
    holds: ({ interview }) => interview.endedAt !== null && interview.endedAt <= interview.endsAt + GRACE_MS,
  },
  {
    id: 'reasons',
    says: 'had one to four legal moves at every turn, each with its reason, and took one of them',
    holds: (it) =>
      it.spoken.every(
        ({ turn }) =>
          turn.why.legal.length >= 1 &&
          turn.why.legal.length <= 4 &&
          turn.why.legal.every((pair) => pair.because !== '') &&
          turn.why.legal.some((pair) => pair.move === turn.move && pair.target === turn.target),
      ),
  },
]
