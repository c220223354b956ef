import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Problem, pointsOf } from '../../src/interview/rubric.ts'
import { openTestWorld, type TestWorld } from '../support/world.ts'
import { act, begin, listen, say } from './call.ts'

let app: TestWorld
beforeAll(async () => {
  app = await openTestWorld()
})
afterAll(() => app.close())

/** Everything authored that a candidate must not read before it is asked or told. */
const secretsOf = (problem: Problem): string[] => [
  ...Object.values(problem.facts).flatMap((it) => [it.says, ...it.about]),
  ...problem.won,
  ...problem.criteria.flatMap((it) => [it.asks, ...Object.values(it.levels)]),
  ...pointsOf(problem).flatMap((it) => [it.id, it.says, ...it.yes, ...it.no, ...it.cues]),
  ...problem.probes.flatMap((it) => [it.id, it.asks, it.specific ?? '', ...it.hints]),
  ...problem.changes.flatMap((it) => [it.id, it.says]),
]

/** As they would stand in JSON; short words such as cues would be found anywhere. */
const shownIn = (text: string, secrets: string[], said: string[]): string[] =>
  secrets
    .filter((secret) => secret.length > 14)
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    .filter((secret) => text.includes(secret) && !said.some((it) => it.includes(secret)))

const get = async (path: string, accept = 'application/json') =>
  (await app.request(path, { headers: { accept } })).text()

/** The list of a problem's rubrics, and each of them as far as it is shown. */
async function rubricsOf(problem: string): Promise<string[]> {
  const list = await get(`/api/rubrics?problem=${problem}`)
  const { rubrics } = JSON.parse(list) as { rubrics: { hash: string }[] }
  expect(rubrics.length).toBeGreaterThan(0)
  return [list, ...(await Promise.all(rubrics.map((it) => get(`/api/rubrics/${it.hash}`))))]
}

describe('what a candidate must not know', () => {
  it('is not in the catalogue', async () => {
    const text = await get('/api/catalogue')
    const { problems } = app.world.library.catalogue
    expect(problems.length).toBeGreaterThanOrEqual(6)
    for (const problem of problems) {
      expect(shownIn(text, secretsOf(problem), [problem.summary])).toEqual([])
      expect(text).not.toContain(problem.brief)
    }
    for (const key of [
      'facts',
      'criteria',
      'points',
      'probes',
      'cues',
      'hints',
      'changes',
      'levels":{',
      'bands',
      'won',
    ])
      expect(text).not.toContain(`"${key}"`)
    expect(text).not.toContain('"rubricHash"')
  })

  it('is nowhere in an interview that is being held, on any problem', async () => {
    const { problems } = app.world.library.catalogue
    for (const problem of problems) {
      const { id } = await begin(app, { problem: problem.id })
      const said = [problem.brief]
      for (const text of ['I would put a queue in front of it.', 'I am stuck, can you give me a hint?', 'Not sure.'])
        said.push(text, (await say(app, id, text)).reply.text)
      const heard = listen(await app.request(`/api/interviews/${id}/events`))
      for (let it = await heard.next(); it && it.id !== '8'; it = await heard.next());
      await heard.leave()
      const shown = [
        await get(`/api/interviews/${id}`),
        await get('/api/interviews'),
        await get(`/api/interviews/${id}/transcript`),
        await get(`/api/interviews/${id}/transcript`, 'text/markdown'),
        await get(`/api/interviews/${id}/scorecard`),
        await get(`/api/interviews/${id}/bundle`),
        JSON.stringify(heard.events),
        ...(await rubricsOf(problem.id)),
      ]
      for (const text of shown) expect(shownIn(text, secretsOf(problem), said), problem.id).toEqual([])
      for (const text of shown) {
        expect(text).not.toMatch(/"(?:nonce|rubricHash|coverage|shown|legal|facts)"/)
        expect(text).not.toContain('"why":{')
      }
      expect(shown[4]).toContain('"not-ended"')
    }
  })

  it('is on the scorecard, once the interview has ended', async () => {
    const { id } = await begin(app)
    await act(app, id, 'end')
    const transcript = await get(`/api/interviews/${id}/transcript`)
    expect(transcript).not.toMatch(/"(?:nonce|rubricHash|coverage)"/)
  })
})
