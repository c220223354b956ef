import type { LegalMove } from '../interview/events.ts'
import { unseen } from '../interview/probes.ts'
import { pointsOf, type Rubric } from '../interview/rubric.ts'
import { tokens } from '../interview/words.ts'
import type { Simulated } from './simulate.ts'

/** A yes/no question about the interviewer, answered from a whole interview. `says` is what yes means. */
export type Check = { id: string; says: string; holds: (rubric: Rubric, it: Simulated) => boolean }

type Spoken = Simulated['spoken'][number]

const QUESTIONS = new Set<LegalMove['move']>(['probe', 'deepen', 'change-constraint', 'nudge-time'])
const asked = (it: Simulated): Spoken[] => it.spoken.filter(({ pair }) => QUESTIONS.has(pair.move))
const moves = (it: Simulated, ...names: LegalMove['move'][]): Spoken[] =>
  it.spoken.filter(({ pair }) => names.includes(pair.move))
const marks = (text: string): number => (text.match(/\?/g) ?? []).length
const pairs = (it: Simulated): [Spoken, Spoken][] =>
  it.spoken.slice(1).map((spoken, i) => [it.spoken[i] ?? spoken, spoken])
const probeOf = (rubric: Rubric, id: string | null) => rubric.problem.probes.find((probe) => probe.id === id)

/** Candidate turns with how code read them. */
const heard = (it: Simulated) => it.events.filter((event) => event.type === 'candidate-spoke')

export const CHECKS: Check[] = [
  {
    id: 'opened',
    says: 'opened with the brief',
    holds: ({ problem }, it) => it.spoken[0]?.pair.says === problem.brief,
  },
  {
    id: 'closed',
    says: 'closed, and only at the end',
    holds: (_, it) => moves(it, 'close').length === 1 && it.spoken.at(-1)?.pair.move === 'close',
  },
  {
    id: 'one-question',
    says: 'asked at most one question a turn',
    holds: (_, it) => it.spoken.every(({ pair }) => marks(pair.says) <= 1),
  },
  {
    id: 'asks',
    says: 'ended every probing turn with a question',
    holds: (_, it) =>
      [...asked(it), ...moves(it, 'be-specific', 'advance')].every(({ pair }) => marks(pair.says) === 1),
  },
  {
    id: 'brief-turns',
    says: 'kept its turns short',
    holds: (_, it) => it.spoken.slice(1).every(({ pair }) => tokens(pair.says).length <= 90),
  },
  {
    id: 'not-twice',
    says: 'asked no probe twice',
    holds: (_, it) => new Set(asked(it).map(({ pair }) => pair.target)).size === asked(it).length,
  },
  {
    id: 'no-repeat',
    says: 'never said the same twice in a row, but for a fact asked for twice',
    holds: (_, it) =>
      pairs(it).every(([before, now]) => now.pair.move === 'answer' || before.pair.says !== now.pair.says),
  },
  {
    id: 'not-after-answer',
    says: 'asked nothing whose points were all shown',
    holds: ({ problem }, it) =>
      asked(it).every(
        ({ pair, before }) =>
          unseen(before, problem.probes.find((probe) => probe.id === pair.target)?.brings ?? ['']).length > 0,
      ),
  },
  {
    id: 'no-hole',
    says: 'left no hole in a sentence',
    holds: (_, it) => it.spoken.every(({ pair }) => !pair.says.includes('{{')),
  },
  {
    id: 'no-verdict',
    says: 'praised nothing and spoke of no marks',
    holds: (_, it) => it.spoken.every(({ pair }) => pair.move === 'close' || !PRAISE.test(pair.says)),
  },
  {
    id: 'no-answer',
    says: 'gave no point away, but for the last step of a hint ladder',
    holds: ({ problem }, it) =>
      it.spoken.every(
        ({ pair }) => pair.move === 'hint' || !pointsOf(problem).some((point) => pair.says.includes(point.says)),
      ),
  },
  {
    id: 'facts-on-request',
    says: 'told facts only when they were asked for',
    holds: ({ problem }, it) =>
      it.spoken.every(
        ({ pair }) =>
          pair.move === 'answer' || !Object.values(problem.facts).some((fact) => pair.says.includes(fact.says)),
      ),
  },
  {
    id: 'facts-answered',
    says: 'answered every question that a fact answers',
    holds: (_, it) =>
      it.spoken.every(({ pair, before }) => {
        const event = heard(it).find((one) => one.seq === before.seq)
        const steered = event?.signals.includes('steers') ?? false
        return !event || event.facts.length === 0 || steered || pair.move === 'answer' || pair.move === 'close'
      }),
  },
  {
    id: 'steering',
    says: 'answered every attempt to steer with a redirect',
    holds: (_, it) =>
      it.spoken.every(({ pair, before }) => {
        const steers = heard(it)
          .find((one) => one.seq === before.seq)
          ?.signals.includes('steers')
        return !steers || pair.move === 'redirect' || pair.move === 'close'
      }),
  },
  {
    id: 'hint-for-cause',
    says: 'hinted only when the candidate was stuck',
    holds: (_, it) =>
      moves(it, 'hint').every(
        ({ before }) => (before.asked.find((one) => one.probe === before.current)?.empty ?? 0) > 0,
      ),
  },
  {
    id: 'hint-in-order',
    says: 'took the steps of a hint ladder in order',
    holds: (rubric, it) =>
      moves(it, 'hint').every(({ pair, before }) => {
        const step = before.asked.find((one) => one.probe === pair.target)?.hints ?? 0
        const hint = probeOf(rubric, pair.target)?.hints[step]
        return hint === undefined || pair.says.startsWith(hint)
      }),
  },
  {
    id: 'one-change',
    says: 'changed a constraint at most once, where the format plans it',
    holds: ({ format }, it) =>
      moves(it, 'change-constraint').length <= 1 &&
      moves(it, 'change-constraint').every(({ pair }) => format.phases[pair.phase]?.change),
  },
  {
    id: 'phases-forward',
    says: 'went through the phases without going back',
    holds: (_, it) => pairs(it).every(([before, now]) => now.pair.phase >= before.pair.phase),
  },
  {
    id: 'in-time',
    says: 'ended by the end of its time',
    holds: (_, it) => (it.interview.endedAt ?? Number.POSITIVE_INFINITY) <= it.interview.endsAt + 5 * 60_000,
  },
  {
    id: 'reasons',
    says: 'had one to four legal moves at every turn, each with its reason',
    holds: (_, it) =>
      it.spoken.every(
        ({ legal }) => legal.length >= 1 && legal.length <= 4 && legal.every((pair) => pair.because !== ''),
      ),
  },
]

const PRAISE =
  /\b(?:great|excellent|perfect|well done|nicely|good (?:answer|point|idea|job)|that's (?:right|wrong)|you're right|not quite|full marks|rubric|scorecard)\b/i

/** Ids of the checks that an interview does not pass. */
export const failedChecks = (rubric: Rubric, it: Simulated): string[] =>
  CHECKS.filter((check) => !check.holds(rubric, it)).map((check) => check.id)
