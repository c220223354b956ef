import type { Catalogue } from '../../src/interview/rubric.ts'
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
})
