import { afterAll, describe, expect, test } from 'vitest'
import { chromiumPath, inBrowser, turnsBy, untilSpoken } from './browser.ts'
import { type ModelEndpoint, openModelEndpoint } from './model-endpoint.ts'
import { begin } from './site.ts'

const FIRST = 'Stay with that for a moment.'
const REST = 'What would you look at before anything else?'

describe.skipIf(chromiumPath === null)('an interview with a model', { timeout: 60_000 }, () => {
  let model: ModelEndpoint | undefined
  const { site, open } = inBrowser(async () => {
    model = await openModelEndpoint(FIRST, REST)
    return { OPENAI_BASE_URL: model.url, INTERVIEWER_MODEL: 'test-model', MODEL_PATIENCE_S: '20' }
  })
  afterAll(() => model?.close())

  test('shows the first sentence before the answer is complete, and goes on quietly when the model dies', async () => {
    const { id } = await begin(site(), 'queue-loss', 'drill', 'model')
    const page = await open(`/interviews/${id}`)
    const composer = page.getByRole('textbox', { name: 'Your answer' })
    const speaking = turnsBy(page, 'Interviewer').filter({ hasText: /^Interviewer · speaking/ })

    await composer.fill('The purchases may never have reached the broker at all.')
    await page.keyboard.press('Control+Enter')
    await speaking.getByText(FIRST, { exact: true }).waitFor()
    expect(await page.locator('[aria-live=polite]').last().textContent()).toBe('')
    model?.goOn()
    await untilSpoken(page, 2)
    await turnsBy(page, 'Interviewer').last().getByText(`${FIRST} ${REST}`, { exact: true }).waitFor()

    model?.die()
    await composer.fill('I would compare the receipts of one till with the rows in the database.')
    await page.keyboard.press('Control+Enter')
    await untilSpoken(page, 3)
    await page.getByText('The model could not speak just now').waitFor()
    await composer.fill('Then I would read what the worker logged that hour.')
    await page.keyboard.press('Control+Enter')
    await untilSpoken(page, 4)
    expect(await turnsBy(page, 'You').count()).toBe(3)
  })
})
