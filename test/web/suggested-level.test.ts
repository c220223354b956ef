import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../../src/adapters/library/read-catalogue.ts'
import { cleanJob, flawOfJob } from '../../src/interview/own-account.ts'
import { levelFor } from '../../src/interview/tailoring.ts'
import { suggestedLevel } from '../../web/src/home/suggested-level.ts'

const { levels } = await readCatalogue('rubrics')

describe('the level that the page shows for a job title', () => {
  it.each([
    ['Senior Payments Engineer', 'senior'],
    ['senior/STAFF engineer', 'lead'],
    ['jr. developer', 'mid'],
    ['Staffing Engineer', undefined],
    ['', undefined],
  ])('of %j is %j', (job, id) => {
    expect(suggestedLevel(levels, job)?.id).toBe(id)
  })

  it('is the one that the server would take, for any title that it takes', () => {
    const words = [
      ...levels.flatMap((level) => level.titles),
      'Engineer',
      'payments',
      'Staffing',
      "lead's",
      'C#',
      '2nd',
    ]
    const Word = fc.oneof(
      fc.constantFrom(...words, ...words.map((it) => it.toUpperCase())),
      fc.string({ maxLength: 8 }),
    )
    const Joint = fc.constantFrom(' ', ', ', '/', '-', '. ', ' & ')
    fc.assert(
      fc.property(fc.array(fc.tuple(Word, Joint), { maxLength: 6 }), (parts) => {
        const given = parts.flat().join('')
        const job = cleanJob(given)
        if (job !== null && flawOfJob(job) !== null) return
        expect(suggestedLevel(levels, given)?.id ?? null).toBe(levelFor(levels, job))
      }),
    )
  })
})
