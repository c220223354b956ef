import { beforeAll, describe, expect, test } from 'vitest'
import { variantOf } from '../../src/fake-model/play-fault.ts'
import type { Grade } from '../../src/grading/grade.ts'
import { hearByPhrases } from '../../src/grading/heard.ts'
import { verifyGrade } from '../../src/grading/verify-grade.ts'
import type { Prompts } from '../../src/ports/world.ts'
import { gradeCriterion } from '../../src/services/grade-criterion.ts'
import { setUp } from '../adapters/llm/call.ts'
import { criterionOf, interviewOf, turnOf } from '../grading/make.ts'
import { silentLog } from '../support/databases.ts'
import { makeRubric } from '../support/rubric.ts'
import { readLibrary } from '../support/world.ts'

/** Every fault that a grading can meet, through the real adapter: no grade is made from a broken answer. */

const SEEDS = Array.from({ length: 25 }, (_, seed) => seed)
const SAMPLES = { least: 3, most: 5 }
/** None of these faults is one of time, so a busy machine may take its own. */
const PATIENT = { firstToken: 10_000, betweenTokens: 10_000, total: 20_000 }

const WORDS = 'We write the event to an outbox “in one transaction” 🙂, so a crash loses nothing — naïve or not.'
const rubric = makeRubric()
const criterion = criterionOf(rubric, 'delivery')
const interview = interviewOf(rubric, [
  'I would begin with how the scans come in.',
  { move: 'probe', target: 'lost-scan', says: 'You have a queue there. What if one of its messages is lost?' },
  WORDS,
])
const GOOD = {
  quotes: [{ turn: turnOf(interview, 'outbox'), text: WORDS.slice(0, 59) }],
  points: criterion.points.map(({ id }) => ({ id, shown: id === 'outbox' })),
  level: 3,
}

type Outcome = 'as good' | 'grader_failed' | 'no quote' | 'as good or grader_failed'

/** What comes of a fault that the later samples all show. */
const PROMISED: Record<string, Outcome | Record<string, Outcome>> = {
  F7: 'grader_failed',
  F10: 'grader_failed',
  F11: 'grader_failed',
  F12: 'grader_failed',
  F13: 'grader_failed',
  F14: 'grader_failed',
  F15: {
    'malformed JSON': 'grader_failed',
    'a character split over writes': 'as good',
    'CRLF line ends': 'as good',
  },
  F20: {
    'wrapped in prose and a fence': 'as good',
    'a trailing comma': 'as good',
    'truncated by its last brace': 'as good',
    'a field missing': 'grader_failed',
    'a field of the wrong kind': 'grader_failed',
    truncated: 'as good or grader_failed',
    'prose alone': 'grader_failed',
  },
  F21: {
    'a level missing': 'grader_failed',
    'points missing': 'grader_failed',
    'level 0': 'grader_failed',
    'level 2.5': 'grader_failed',
    'level 5': 'grader_failed',
    'level 7': 'grader_failed',
    'an unknown point': 'as good',
    'a point left out': 'as good',
    'a quote that is not in the transcript': 'no quote',
    'a quote of the interviewer': 'no quote',
    'words of the interviewer with the number of a turn of the candidate': 'no quote',
    'a quote with the number of another turn': 'no quote',
    'a quote with the number of a turn of the interviewer': 'no quote',
    'a quote with the number of no turn': 'no quote',
  },
}

type Fault = Parameters<typeof variantOf>[0]

const cases = (Object.keys(PROMISED) as Fault[]).flatMap((fault) =>
  SEEDS.map((seed) => {
    const variant = variantOf(fault, seed)
    const promised = PROMISED[fault]
    return { fault, seed, variant, promised: typeof promised === 'string' ? promised : promised?.[variant] }
  }),
)

let prompts: Prompts
/** What the same grader makes of three good answers. */
let good: Grade
beforeAll(async () => {
  ;({ prompts } = await readLibrary())
  await using it = await setUp(() => GOOD, { limits: PATIENT })
  good = await gradeCriterion({ model: it.model, prompts, log: silentLog }, rubric, interview, criterion, SAMPLES)
})

/** What a grade says, without what it cost and how the answers looked. */
const said = ({ raw: _, calls: _calls, dropped: _dropped, ...grade }: Grade) => grade

/** Asserts what was promised; either of two is told apart by the grade itself. */
function hold(grade: Grade, promised: Outcome | undefined): void {
  const either = grade.abstained ? 'grader_failed' : 'as good'
  const outcome = promised === 'as good or grader_failed' ? either : promised
  if (outcome === 'as good') expect(said(grade)).toEqual(said(good))
  else if (outcome === 'no quote') {
    expect(grade).toMatchObject({ level: null, abstained: 'low_confidence' })
    expect(grade.dropped.length).toBeGreaterThan(0)
  } else {
    expect(grade).toMatchObject({ level: null, abstained: 'grader_failed', quotes: [], samples: [] })
    expect(grade.fault).toMatch(/\w/)
  }
}

test('three good answers are a grade with the words that earned it', () => {
  expect(good).toMatchObject({ level: 3, abstained: null, samples: [3, 3, 3], dropped: [] })
  expect(good.quotes).toEqual([{ ...GOOD.quotes[0], start: 0, end: 59 }])
})

describe.concurrent('a grading whose endpoint shows', () => {
  test.for(cases)('$fault $variant (seed $seed): $promised', async ({ fault, seed, promised }, { expect }) => {
    // One good answer first, for some seeds: what came by then must not pass for the whole.
    const after = seed % 2
    await using it = await setUp((_, n) => (n < after ? GOOD : { fault, seed, answer: GOOD }), {
      chunk: 1 + (seed % 12),
      limits: PATIENT,
    })
    const grader = { model: it.model, prompts, log: silentLog }
    const grade = await gradeCriterion(grader, rubric, interview, criterion, SAMPLES)
    hold(grade, promised)
    const run = { grader: 'model', heard: hearByPhrases(rubric, interview) } as const
    expect(verifyGrade({ problem: rubric.problem, interview, criterion, grade, run }, 'grade')).toEqual([])
    for (const { turn, start, end, text } of grade.quotes) {
      const stood = interview.turns.find((one) => one.seq === turn)
      expect([stood?.by, stood?.text.slice(start, end)]).toEqual(['candidate', text])
    }
  })
})

test.for([
  ['an unknown point', 'point no-such-point', 'this criterion has no such point'],
  ['a quote that is not in the transcript', 'I would shard it by the phase of the moon', 'do not stand in turn'],
  ['a quote with the number of no turn', WORDS.slice(0, 59), 'there is no turn 99'],
] as const)('%s is on the grade, with why it was dropped', async ([variant, text, because]) => {
  const seed = SEEDS.find((it) => variantOf('F21', it) === variant) ?? -1
  await using it = await setUp(() => ({ fault: 'F21', seed, answer: GOOD }), { limits: PATIENT })
  const grader = { model: it.model, prompts, log: silentLog }
  const grade = await gradeCriterion(grader, rubric, interview, criterion, SAMPLES)
  expect(grade.dropped).toContainEqual({ text, because: expect.stringContaining(because) })
})
