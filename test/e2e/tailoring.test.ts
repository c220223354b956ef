import { describe, expect, test } from 'vitest'
import { flaws } from './axe.ts'
import { chromiumPath, inBrowser, tabTo, turnsBy, untilSpoken } from './browser.ts'
import { reread } from './site.ts'

describe.skipIf(chromiumPath === null)('an interview tailored on the page', { timeout: 60_000 }, () => {
  const { site, open } = inBrowser()
  const checked = 'input[name=level]:checked'

  test('shows the level that the job title suggests, and is held so, by keyboard alone', async () => {
    const page = await open('/')
    await tabTo(page, page.getByText('Tailor it'))
    expect(await page.getByLabel('Job title').isVisible()).toBe(false)
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByLabel('Job title'))
    await page.keyboard.insertText('Staff Payments Engineer')
    expect(await page.locator(checked).inputValue()).toBe('lead')
    await page.getByText('As the job title suggests.').waitFor()
    await tabTo(page, page.getByLabel('Résumé, as text'))
    await page.keyboard.insertText('Ermentrude Quill ran Kafka.')
    await page.getByText('27 of 20,000 characters').waitFor()
    await page.getByText('the grader never does').waitFor()
    await tabTo(page, page.getByRole('button', { name: 'Start the interview' }))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/interviews/*')
    await untilSpoken(page, 1)
    expect(await turnsBy(page, 'Interviewer').first().textContent()).toContain(
      "We're talking about the role of Staff Payments Engineer today.",
    )
    expect((await reread(site(), page.url().split('/').at(-1) ?? '')).level).toBe('lead')
    expect(await page.content()).not.toContain('Ermentrude')
    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toMatch(/Ermentrude|Staff|lead/)
  })

  test('keeps a level that was chosen, whatever the title says', async () => {
    const page = await open('/')
    await page.locator('input[name=level][value=mid]').check({ force: true })
    await page.getByText('Tailor it').click()
    await page.getByLabel('Job title').fill('Principal Engineer')
    expect(await page.locator(checked).inputValue()).toBe('mid')
    expect(await page.getByText('As the job title suggests.').count()).toBe(0)
  })

  test('says what is wrong with a title or a résumé, and keeps what was written', async () => {
    const page = await open('/', { expected: /status of 4(?:00|13)/ })
    await page.getByText('Tailor it').click()
    await page.getByLabel('Job title').fill('<b>Engineer</b>')
    const start = page.getByRole('button', { name: 'Start the interview' })
    await start.click()
    await page.getByRole('alert').getByText('such as "Senior Payments Engineer"').waitFor()
    await page.getByLabel('Job title').fill('')
    await page.getByLabel('Résumé, as text').fill('x'.repeat(20_001))
    await page.getByText('20,001 of 20,000 characters; shorten it to start').waitFor()
    await start.click()
    await page.getByRole('alert').getByText('A résumé holds at most 20,000 characters').waitFor()
    expect((await page.getByLabel('Résumé, as text').inputValue()).length).toBe(20_001)
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`holds against axe when it is open, ${colorScheme}, on a narrow page too`, async () => {
      const page = await open('/', { colorScheme, viewport: { width: 390, height: 844 } })
      await page.getByText('Tailor it').click()
      await page.getByLabel('Job title').fill('Staff Engineer')
      await page.getByLabel('Résumé, as text').fill('x'.repeat(20_001))
      expect(await flaws(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'scrolls sideways').toBe(true)
    })
  }
})
