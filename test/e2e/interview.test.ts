import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { chromiumPath, inBrowser, tabTo, turnsBy, untilSpoken } from './browser.ts'

const file = resolve(import.meta.dirname, '../../rubrics/scenarios/queue-loss.yaml')
const scenario = parse(readFileSync(file, 'utf8')) as { criteria: { points: { yes: string[] }[] }[]; title: string }
/** Sentences that the scenario's author says show a point. */
const answers = scenario.criteria.flatMap((it) => it.points.flatMap((point) => point.yes.slice(0, 1)))

describe.skipIf(chromiumPath === null)('an interview in the browser', () => {
  const { open } = inBrowser()

  test('goes from the choice to a scorecard with marked quotes, by keyboard alone', { timeout: 120_000 }, async () => {
    const page = await open('/')
    await expect.poll(() => page.title()).toBe('Choose a problem · Interlocutor')

    await tabTo(page, page.locator('input[name=problem]:checked'))
    const chosen = page.getByRole('radio', { name: scenario.title })
    for (let presses = 0; presses < 12 && !(await chosen.isChecked()); presses++) await page.keyboard.press('ArrowDown')
    expect(await chosen.isChecked()).toBe(true)
    await tabTo(page, page.locator('input[name=interviewer]:checked'))
    expect(await page.locator('input[name=interviewer]:checked').inputValue()).toBe('scripted')
    await tabTo(page, page.getByRole('button', { name: 'Start the interview' }))
    await page.keyboard.press('Enter')

    const composer = page.getByRole('textbox', { name: 'Your answer' })
    await composer.waitFor()
    await untilSpoken(page, 1)
    await tabTo(page, composer)
    for (const [index, answer] of answers.slice(0, 3).entries()) {
      await page.keyboard.insertText(answer)
      await page.keyboard.press('Enter')
      await page.keyboard.insertText('That is what I would begin with.')
      await page.keyboard.press('Control+Enter')
      await untilSpoken(page, index + 2)
      expect(await composer.inputValue()).toBe('')
    }
    expect(await turnsBy(page, 'You').count()).toBe(3)
    const last = await turnsBy(page, 'Interviewer').last().locator('p').last().textContent()
    expect(await page.locator('[aria-live=polite]').last().textContent()).toBe(last)

    await tabTo(page, page.getByRole('button', { name: 'End' }))
    await page.keyboard.press('Enter')
    await page.getByRole('alertdialog', { name: 'End the interview here?' }).waitFor()
    await tabTo(page, page.getByRole('button', { name: 'End the interview' }))
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('link', { name: 'Go to the scorecard' }))
    await page.keyboard.press('Enter')

    await page.getByRole('region', { name: 'Summary' }).waitFor({ timeout: 60_000 })
    const quote = page
      .getByRole('region', { name: 'Criteria' })
      .getByRole('list', { name: 'Your words' })
      .first()
      .getByRole('button')
      .first()
    const words = /“(.*)”/s.exec((await quote.textContent()) ?? '')?.[1] ?? '?'
    expect(answers.slice(0, 3).some((it) => it.includes(words) || words.includes(it))).toBe(true)
    await tabTo(page, quote)
    await page.keyboard.press('Enter')
    const marked = page.locator('mark a:focus')
    await marked.waitFor()
    expect(words.startsWith((await marked.textContent()) ?? '?')).toBe(true)
    await expect.poll(() => page.locator('mark:has(a:focus)').getAttribute('class')).toContain('marker-strong')

    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate('document.activeElement.id')).toMatch(/^criterion-/)
  })
})
