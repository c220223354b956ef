import { describe, expect, test } from 'vitest'
import { flaws } from './axe.ts'
import { chromiumPath, inBrowser } from './browser.ts'
import { begin, say } from './site.ts'

const NOT_FOUND = /status of 404/

describe.skipIf(chromiumPath === null)('the pages', { timeout: 60_000 }, () => {
  const { site, open } = inBrowser()

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      test(`hold against axe, ${colorScheme}, ${viewport.width} pixels wide`, async () => {
        const { id } = await begin(site())
        await say(site(), id, 'I would look at the broker first: is the queue durable?')
        const page = await open('/', { colorScheme, viewport })
        for (const [path, heading] of [
          ['/', 'Choose a problem'],
          [`/interviews/${id}`, null],
          ['/interviews', 'Past interviews'],
        ] as const) {
          await page.goto(path)
          await page.getByRole('heading', { level: 1, ...(heading === null ? {} : { name: heading }) }).waitFor()
          expect(await flaws(page), path).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'scrolls sideways').toBe(
            true,
          )
        }
      })
    }
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the room holds against axe when it is paused, asked to end and over, ${colorScheme}`, async () => {
      const { id } = await begin(site())
      const page = await open(`/interviews/${id}`, { colorScheme })
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.getByText('The clock stands still').waitFor()
      expect(await flaws(page), 'paused').toEqual([])
      await page.getByRole('button', { name: 'End' }).click()
      await page.getByRole('alertdialog').waitFor()
      expect(await flaws(page, /partially overlaps/), 'asked').toEqual([])
      await page.getByRole('button', { name: 'End the interview' }).click()
      await page.getByRole('link', { name: 'Go to the scorecard' }).waitFor()
      expect(await flaws(page), 'over').toEqual([])
    })
  }

  test('a chosen theme outlives a reload, and the system decides without one', async () => {
    const page = await open('/', { colorScheme: 'dark' })
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const dark = await background()
    await page.getByRole('button', { name: 'Use the light theme' }).click()
    const light = await background()
    expect(light).not.toBe(dark)
    await page.reload()
    await page.getByRole('button', { name: 'Use the dark theme' }).waitFor()
    expect(await background()).toBe(light)
  })

  test('offers the interview in progress before a new one', async () => {
    const { id } = await begin(site())
    const page = await open('/')
    await page.getByRole('region', { name: 'An interview in progress' }).getByRole('link', { name: 'Continue' }).click()
    await page.waitForURL(`**/interviews/${id}`)
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor()
  })

  test('an interviewer that is not available can be read about and not chosen', async () => {
    const page = await open('/')
    const model = page.getByRole('radio', { name: 'Model' })
    expect(await model.isDisabled()).toBe(true)
    await page.getByText('OPENAI_BASE_URL').waitFor()
  })

  test('only formats that fit the problem are offered', async () => {
    const page = await open('/')
    const offered = async () => {
      const formats = await page.locator('input[name=format]').all()
      return (await Promise.all(formats.map((it) => it.getAttribute('value')))).toSorted()
    }
    await page.locator('input[name=problem][value=order-processing]').check()
    expect(await offered()).toEqual(['full', 'screen'])
    await page.locator('input[name=problem][value=queue-loss]').check()
    expect(await offered()).toEqual(['drill'])
  })

  test('an unknown interview and an unknown page are said in words, with a way on', async () => {
    const unknown = '01939a5e-7c10-7aaa-8000-00000000dead'
    const page = await open(`/interviews/${unknown}`, { expected: NOT_FOUND })
    await page.getByRole('heading', { name: 'There is no such interview' }).waitFor()
    await page.goto(`/interviews/${unknown}/scorecard`)
    await page.getByRole('heading', { name: 'There is no such interview' }).waitFor()
    await page.goto('/no/such/page')
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    await page.locator('main').getByRole('link', { name: 'Choose a problem' }).click()
    await page.getByRole('heading', { name: 'Choose a problem' }).waitFor()
  })

  test('a scorecard asked for too early leads back to the interview', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}/scorecard`, { expected: /status of 409/ })
    await page.getByRole('heading', { name: 'There is no scorecard yet' }).waitFor()
    await page.getByRole('link', { name: 'Go to the interview' }).click()
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor()
  })
})
