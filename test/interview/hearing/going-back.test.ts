import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../../../src/adapters/library/read-catalogue.ts'
import { goesBackTo } from '../../../src/interview/hearing/going-back.ts'
import type { Rubric } from '../../../src/interview/rubric.ts'
import { openInterview } from '../../support/hold.ts'

const catalogue = await readCatalogue('rubrics')
const [problem] = catalogue.problems.filter((it) => it.id === 'order-processing')
const [format] = catalogue.formats.filter((it) => it.id === 'full')
const [level] = catalogue.levels
if (!problem || !format || !level) throw new Error('the catalogue lacks what the test reads')
const rubric: Rubric = { ...catalogue, problem, format, level }
const phase = (id: string) => format.phases.findIndex((it) => it.id === id)
const inPhase = (id: string) => ({ ...openInterview(rubric), phase: phase(id) })
const backTo = (text: string, from = 'deep-dive') => {
  const index = goesBackTo(rubric, inPhase(from), text)
  return index === null ? null : (format.phases[index]?.id ?? null)
}

describe('going back', () => {
  it.each([
    ['Can we go back to the data model?', 'data'],
    ["Actually, let me go back to the API for a second. I'd add a version.", 'api'],
    ["I'd like to change something in the schema.", 'data'],
    ['I want to revisit the numbers I gave you.', 'estimate'],
    ['Going back to the requirements, I never asked about refunds.', 'clarify'],
    ['Sorry, back to the endpoints: the POST should take a key.', 'api'],
    ['On second thought, the architecture should have one service less.', 'design'],
    ["Can I come back to what the client's endpoint returns?", 'api'],
    ["I'd reconsider the table for payments.", 'data'],
    ['What I said earlier about the schema was wrong, orders need their own key.', 'data'],
  ])('is heard: %s', (text, expected) => {
    expect(backTo(text)).toBe(expected)
  })

  it.each([
    'The message goes back to the queue and the API is called again.',
    'I would return 202 with a link to the API.',
    'When the client comes back to the endpoint we give the first answer again.',
    'We roll back the schema change.',
    'Then the relay falls back to polling the table.',
    'The API returns the order.',
    'I would correct the count in the table with a job.',
    'We change the table in two steps.',
    'Let me think about the API.',
    'Can we move on?',
    'Can I go back to my desk?',
  ])('is not heard in design talk: %s', (text) => {
    expect(backTo(text)).toBeNull()
  })

  it('leads to phases that were held, never to the present one or a later one', () => {
    expect(backTo('Can we go back to the data model?', 'api')).toBeNull()
    expect(backTo('Can we go back to the data model?', 'data')).toBeNull()
    expect(backTo('Can we go back to the API?', 'data')).toBe('api')
  })
})
