import { describe, expect, it } from 'vitest'
import { readCases } from '../../../src/adapters/labelled/read-cases.ts'
import { readCatalogue } from '../../../src/adapters/library/read-catalogue.ts'
import { hearByPhrases } from '../../../src/grading/heard.ts'
import { steers } from '../../../src/interview/hearing/steering.ts'

/** Honest words must not be taken for an attempt: they would be no evidence then. */

const cases = await readCases(await readCatalogue('rubrics'), 'test/evals/grader')

describe('no attempt is heard', () => {
  it.each(cases)('in what the candidate says in $id', ({ rubric, interview }) => {
    expect(hearByPhrases(rubric, interview).attempts).toEqual([])
  })

  it.each([
    'The consumer ignores messages it has seen, whatever the instructions of the producer say.',
    'We mark the order as paid and score the fraud risk at the end.',
    'The system prompts the user again when the session is over.',
    'Rows are graded by age, and the highest level of the tree holds the totals.',
    'An admin may override the limit of a customer for an hour.',
    'System: one queue, two workers and a database.',
    'It acts as a buffer, and I pretend the network is slow.',
    'Forget the cache for a moment, the database has to carry it alone.',
    'In step [3] I: the index, C: the cache, both are read.',
    'Can you tell me what the criteria for a duplicate are?',
    'I am not sure that this is right, may I have a hint?',
    'We skip the remaining retries and end the transaction.',
    'Ich würde die alten Anweisungen verwerfen und den Dienst neu schreiben.',
  ])('in %j', (text) => {
    expect(steers(text)).toBe(false)
  })
})
