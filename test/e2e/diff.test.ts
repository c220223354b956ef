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
    const changes = page.getByRole('region', { name: 'How these marks were made' })
    await changes.getByText('the one it was held under').waitFor()
    expect(await changes.getByText('Against the grading before').count()).toBe(0)

    const again = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"model":"stern"}' }
    expect((await fetch(`${site().url}/api/interviews/${id}/scorecard`, again)).status).toBe(202)
    await untilGraded(id, 2)
    await page.reload()
    await changes.getByText('Against the grading before').click()
    await changes.getByText('Model: mild → stern').waitFor()
    const sending = changes.getByRole('listitem').filter({ hasText: 'Sending' }).first()
    await sending.getByRole('img', { name: 'Level 4 of 4' }).waitFor()
    await sending.getByRole('img', { name: 'Level 2 of 4' }).waitFor()
    await sending.getByText('No longer shown:').waitFor()
    await sending.getByRole('link', { name: '“a durable queue”' }).waitFor()
    await sending.getByRole('link', { name: '“a restart reads them back”' }).waitFor()
    expect(await flaws(page)).toEqual([])
  })

  test('stay as they were: the earlier one is a click away, and the file of both can be had', async () => {
    const { interviews } = (await (await fetch(`${site().url}/api/interviews`)).json()) as {
      interviews: { id: string }[]
    }
    const page = await open(`/interviews/${interviews[0]?.id}/scorecard`)
    const made = page.getByRole('region', { name: 'How these marks were made' })
    await made.getByRole('listitem').filter({ hasText: 'mild' }).first().getByRole('link').first().click()
    await page.getByText('Graded by mild, not the latest grading.').waitFor()
    await page.getByRole('img', { name: 'Level 4 of 4' }).first().waitFor()
    expect(new URL(page.url()).searchParams.get('run')).toMatch(/^[0-9a-f-]{36}$/)
    const begun = page.waitForEvent('download')
    await made.getByRole('link', { name: 'Download the file' }).click()
    expect((await begun).suggestedFilename()).toBe(`${interviews[0]?.id}.json`)
  })
})
