import { readInterview } from '../../src/evaluation/read-interview.ts'
import { type Graded, tasksOf } from '../../src/evaluation/task.ts'
import { LEVELS } from '../../src/grading/agreement/rows.ts'
import { median } from '../../src/grading/settle.ts'
import type { Catalogue } from '../../src/interview/rubric.ts'
import { makeGrade } from '../grading/make.ts'
import { makeFormat, makeLevel, makeProblem, makeRubric } from '../support/rubric.ts'

/** One problem (parcels), one format (short), one level (senior). */
export function makeCatalogue(): Catalogue {
  const { dimensions, redFlags, phrases } = makeRubric()
  return {
    problems: [makeProblem()],
    formats: [makeFormat()],
    levels: [makeLevel('senior')],
    dimensions,
    redFlags,
    phrases,
  }
}

/**
 * A labelled interview on parcels as written: requirements volunteered in part, delivery asked for with one hint,
 * storage never reached.
 */
export const makeWritten = () => ({
  problem: 'parcels',
  format: 'short',
  level: 'senior',
  profile: 'Knows queues.',
  turns: [
    { candidate: 'How many scans are there a day?' },
    { interviewer: 'Two million scans a day.', move: 'answer', target: 'volume' },
    { candidate: 'Then a queue takes them.' },
    { interviewer: 'The same message arrives again. What happens?', move: 'probe', target: 'repeated-message' },
    { candidate: 'Hm, not sure.' },
    { interviewer: 'What has the worker written by then?', move: 'hint', target: 'repeated-message' },
    { candidate: 'Ah. The consumer is idempotent, it has the id already.' },
  ] as Record<string, string>[],
  labels: [
    { criterion: 'requirements', level: 2, shown: ['asks-volume'], because: 'Asks for "scans".' },
    { criterion: 'delivery', level: 2, shown: ['idempotent'], because: '"has the id already".' },
    { criterion: 'storage', level: null, shown: [], because: 'Nobody asked.' },
  ] as { criterion: string; level: number | null; shown: string[]; because: string }[],
})

/** A row as "beyond-the-resume" has them: two criteria, one low and one high. */
export const makeSimulated = () => ({
  id: 7,
  resume_id: 'baker_9',
  rubric: {
    dough: { low: 'Buys it.', medium: 'Kneads it.', high: 'Lets it rise. Knows why.' },
    oven: { low: 'Cold.', medium: 'Warm.', high: 'Measures its heat.' },
  },
  target_levels: { dough: 'low', oven: 'high' } as Record<string, string>,
  baseline_final_posterior: {
    dough: { low: 0.3, medium: 0.6, high: 0.1 },
    oven: { low: 0.1, medium: 0.2, high: 0.7 },
  },
  turns: [
    { role: 'interviewer', message: 'How do you bake?' },
    { role: 'applicant', message: 'With flour.' },
    { role: 'interviewer', message: 'And then?' },
    { role: 'applicant', message: 'I wait.' },
  ],
})

/** A row as "SAF" has them. */
export const makeAnswer = (g: number) => ({
  id: 'q1-a1',
  item: 'q1',
  question: 'What is bread?',
  reference: 'Dough,\nbaked.',
  answer: 'Baked dough.',
  scale: [0, 1],
  human: { g },
  human_feedback: 'Short.',
})

/**
 * A case on parcels with these human levels of requirements, delivery and storage, '-' for not reached, and its grades:
 * '32-' has 3, 2 and none; of several samples one for each place ('32- 32- 42-').
 */
export function makeGraded(name: string, human: string, samples: string): Graded[] {
  const levels = [...human].map((it) => LEVELS.find((level) => String(level) === it) ?? null)
  const written = makeWritten()
  const labels = written.labels.map((it, i) => ({ ...it, level: levels[i] ?? null, shown: [] }))
  const { value } = readInterview(makeCatalogue(), name, { ...written, labels })
  if (!value) throw new Error('it was not read')
  return tasksOf([value]).map((task, i): Graded => {
    const read = samples.split(' ').flatMap((sample) => (sample[i] === '-' ? [] : Number(sample[i])))
    const reached = { level: read.length > 0 ? median(read) : null, samples: read }
    const abstained = read.length > 0 ? null : 'not_reached'
    const exposure = read.length > 0 ? 'prompted' : 'not_reached'
    const points = task.criterion.points.map(({ id }) => ({ id, shown: false, how: null }))
    const grade = makeGrade({ criterion: task.criterion.id, ...reached, abstained, exposure, points })
    return { ...task, grade, fault: null }
  })
}
