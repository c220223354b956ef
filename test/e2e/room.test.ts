import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { chromiumPath, inBrowser, turnsBy, untilSpoken } from './browser.ts'
import { act, begin, reread, say } from './site.ts'

const UNREACHABLE = /Failed to load resource/
const composerOf = (page: Awaited<ReturnType<ReturnType<typeof inBrowser>['open']>>) =>
  page.getByRole('textbox', { name: 'Your answer' })

describe.skipIf(chromiumPath === null)('the room', { timeout: 60_000 }, () => {
  const { site, open } = inBrowser()

  test('keeps what is being written, and the notes, over a reload', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}`)
    await composerOf(page).fill('Half a thought,\nand a second line')
    await page.getByRole('tab', { name: 'Notes' }).click()
    await page.getByLabel('Private notes').fill('ask about the peak')
    await page.reload()
    expect(await composerOf(page).inputValue()).toBe('Half a thought,\nand a second line')
    await page.getByRole('tab', { name: 'Notes' }).click()
    expect(await page.getByLabel('Private notes').inputValue()).toBe('ask about the peak')
    expect((await reread(site(), id)).turns).toHaveLength(1)
  })

  test('a turn whose reply got lost is sent again with its key, and stands once', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}`, { expected: UNREACHABLE })
    const keys: (string | undefined)[] = []
    await page.route('**/events', (route) => route.abort())
    await page.reload()
    await page.route('**/turns', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length > 1) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await composerOf(page).fill('We keep every message until the worker has acknowledged it.')
    await page.getByRole('button', { name: 'Done' }).click()
    await expect.poll(() => keys.length, { timeout: 15_000 }).toBe(2)
    expect(keys[1]).toBe(keys[0])
    await page.unroute('**/events')
    await untilSpoken(page, 2)
    expect(await turnsBy(page, 'You').count()).toBe(1)
    expect((await reread(site(), id)).turns.filter((it) => it.by === 'candidate')).toHaveLength(1)
  })

  test('a turn under way is picked up by the page that comes after a reload', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}`, { expected: UNREACHABLE })
    await page.route('**/turns', (route) => route.abort())
    await composerOf(page).fill('First I would ask how many messages are missing.')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').getByText('sent again by themselves').waitFor()
    await page.unroute('**/turns')
    await page.reload()
    await untilSpoken(page, 2)
    expect((await reread(site(), id)).turns.filter((it) => it.by === 'candidate')).toHaveLength(1)
    await page.reload()
    expect(await composerOf(page).inputValue()).toBe('')
  })

  test('a refused turn says why, and its words come back to be changed', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}`, { expected: UNREACHABLE })
    const detail = 'This key was used for another text.'
    await page.route('**/turns', (route) =>
      route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({ detail }) }),
    )
    await composerOf(page).fill('My answer')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').getByText(detail).waitFor()
    expect(await composerOf(page).inputValue()).toBe('My answer')
    expect(await turnsBy(page, 'You').count()).toBe(0)
  })

  test('more than 20,000 characters are counted and not sent', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}`)
    await composerOf(page).fill('x'.repeat(20_001))
    await page.getByText('20,001 of 20,000 characters').waitFor()
    await page.keyboard.press('Control+Enter')
    expect(await composerOf(page).inputValue()).toHaveLength(20_001)
    expect((await reread(site(), id)).turns).toHaveLength(1)
  })

  test('pauses and resumes, here and when it is done elsewhere', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}`)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('The clock stands still').waitFor()
    expect(await composerOf(page).count()).toBe(0)
    expect((await reread(site(), id)).clock.status).toBe('paused')
    await act(site(), id, 'resume')
    await composerOf(page).waitFor()
    expect(await page.getByRole('button', { name: 'Pause' }).isVisible()).toBe(true)
  })

  test('an end from elsewhere closes it, leads to the scorecard and keeps what was not sent', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}`)
    await composerOf(page).fill('too late')
    await act(site(), id, 'end')
    await page.getByRole('link', { name: 'Go to the scorecard' }).waitFor()
    await page.getByText('What you had written and not sent').click()
    await page.getByText('too late').waitFor()
  })

  test('shows a turn taken elsewhere as it is spoken, and nothing twice', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}`)
    await untilSpoken(page, 1)
    await say(site(), id, 'I would look at the broker first: is the queue durable?')
    await untilSpoken(page, 2)
    expect(await turnsBy(page, 'You').count()).toBe(1)
  })

  test('does not move a reader who has scrolled up, and leads back to the newest', async () => {
    const { id } = await begin(site())
    await say(site(), id, 'a line\n'.repeat(80))
    const page = await open(`/interviews/${id}`)
    const conversation = page.getByRole('region', { name: 'Conversation' })
    await untilSpoken(page, 2)
    await conversation.evaluate((it) => Object.assign(it, { scrollTop: 0 }))
    await page.getByText('Interviewer').first().waitFor()
    await say(site(), id, 'one more thing')
    await untilSpoken(page, 3)
    expect(await turnsBy(page, 'Interviewer').first().isVisible()).toBe(true)
    expect(await conversation.evaluate((it) => Reflect.get(it, 'scrollTop'))).toBe(0)
    await page.getByRole('button', { name: 'Newest' }).click()
    await expect.poll(() => conversation.evaluate((it) => Number(Reflect.get(it, 'scrollTop')))).toBeGreaterThan(0)
    await expect.poll(() => page.getByRole('button', { name: 'Newest' }).count()).toBe(0)
  })

  test('goes on by itself when the server dies and comes back', async () => {
    const { id } = await begin(site())
    const page = await open(`/interviews/${id}`, { expected: /Failed to load resource|ERR_/ })
    await untilSpoken(page, 1)
    await site().kill()
    await page.getByText('reconnecting').waitFor()
    await composerOf(page).fill('Said while nobody was there.')
    await page.keyboard.press('Control+Enter')
    await sleep(500)
    await site().start()
    await untilSpoken(page, 2)
    await expect.poll(() => page.getByText('reconnecting').count(), { timeout: 20_000 }).toBe(0)
    expect((await reread(site(), id)).turns.map((it) => it.by)).toEqual(['interviewer', 'candidate', 'interviewer'])
  })

  test('shows text of the candidate as text', async () => {
    const { id } = await begin(site())
    const nasty = '<img src=x onerror=alert(1)> **not bold** \u202Eright to left'
    await say(site(), id, nasty)
    const page = await open(`/interviews/${id}`)
    expect(await turnsBy(page, 'You').first().locator('p').last().textContent()).toBe(nasty)
    expect(await page.locator('img').count()).toBe(0)
  })
})
