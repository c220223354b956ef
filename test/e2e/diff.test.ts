import { afterAll, describe, expect, test } from 'vitest'
import { type FakeModel, startFakeModel } from '../support/fake-model/start-fake-model.ts'
import { flaws } from './axe.ts'
import { chromiumPath, inBrowser } from './browser.ts'
import { act, begin, say } from './site.ts'

const SAID = "I'd make it a durable queue with persistent messages, so a restart reads them back from disk."

describe.skipIf(chromiumPath === null)('two gradings on the scorecard', { timeout: 60_000 }, () => {
  let model: FakeModel | undefined
  const { site, open } = inBrowser(async () => {
    model = await startFakeModel({
      respond: ({ model: name }) =>
        name === 'stern'
          ? { quotes: [{ turn: 3, text: 'a restart reads them back' }], points: [], level: 2 }
          : { quotes: [{ turn: 3, text: 'a durable queue' }], points: [{ id: 'outbox', shown: true }], level: 4 },
    })
    return { OPENAI_BASE_URL: model.baseUrl, GRADER_MODEL: 'mild' }
  })
  afterAll(() => model?.close())

  /** Waits for so many gradings, all over. */
  const untilGraded = (id: string, count: number) =>
    expect
      .poll(
        async () => {
          const response = await fetch(`${site().url}/api/interviews/${id}/scorecard`)
          const { runs } = (await response.json()) as { runs: { status: string }[] }
          return runs.map((it) => it.status)
        },
        { timeout: 20_000 },
      )
      .toEqual(Array.from({ length: count }, () => 'graded'))

  test('say who moved, from which words, and by which model', async () => {
    const { id } = await begin(site())
    await say(site(), id, SAID)
    await act(site(), id, 'end')
    await untilGraded(id, 1)
    const page = await open(`/interviews/${id}/scorecard`)
    const changes = page.getByRole('region', { name: 'Against the grading before' })
    await page.getByRole('heading', { name: 'What was said' }).waitFor()
    expect(await changes.count()).toBe(0)

    const again = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"model":"stern"}' }
    expect((await fetch(`${site().url}/api/interviews/${id}/scorecard`, again)).status).toBe(202)
    await untilGraded(id, 2)
    await page.reload()
    await changes.getByText('Model: mild → stern').waitFor()
    const sending = changes.getByRole('listitem').filter({ hasText: 'Sending' }).first()
    await sending.getByRole('img', { name: 'Level 4 of 4' }).waitFor()
    await sending.getByRole('img', { name: 'Level 2 of 4' }).waitFor()
    await sending.getByText('No longer shown:').waitFor()
    await sending.getByRole('link', { name: '“a durable queue”' }).waitFor()
    await sending.getByRole('link', { name: '“a restart reads them back”' }).waitFor()
    expect(await flaws(page)).toEqual([])
  })
})
