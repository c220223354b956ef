import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { openSite, type Site } from './site.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH
  if (given) return existsSync(given) ? given : null
  for (const name of NAMES) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    } catch {
      // Not this one.
    }
  }
  return null
}

export const chromiumPath = findChromium()

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type Options = BrowserContextOptions & {
  /** Console errors that the test is about. */
  expected?: RegExp
}

/** A server and a browser for one file of tests. `open` gives a page that fails its test for anything untoward. */
export function inBrowser(settings: () => Promise<Record<string, string>> = async () => ({})): {
  site: () => Site
  open: (path: string, options?: Options) => Promise<Page>
} {
  let site: Site | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    site = await openSite(await settings())
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: FLAGS })
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  }, 30_000)
  const siteNow = () => {
    if (site === undefined) throw new Error('the server is not up')
    return site
  }
  return {
    site: siteNow,
    open: async (path, { expected, ...options } = {}) => {
      if (browser === undefined) throw new Error('the browser is not up')
      const context = await browser.newContext({ baseURL: siteNow().url, ...options })
      const untoward = await watch(context, siteNow().url, expected)
      onTestFinished(async () => {
        await context.close()
        expect(untoward, 'outside requests, page errors, console errors, refusals of the policy').toEqual([])
      })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      await page.goto(path)
      return page
    },
  }
}

type Context = Awaited<ReturnType<Browser['newContext']>>

async function watch(context: Context, url: string, expected: RegExp | undefined): Promise<string[]> {
  const untoward: string[] = []
  await context.route(
    (to) => to.origin !== url && to.protocol !== 'data:' && to.protocol !== 'blob:',
    (route) => {
      untoward.push(`outside request: ${route.request().url()}`)
      return route.abort()
    },
  )
  await context.addInitScript(
    `addEventListener('securitypolicyviolation', (it) => console.error('policy: ' + it.violatedDirective + ' ' + it.blockedURI))`,
  )
  context.on('weberror', (it) => untoward.push(`page error: ${it.error().message}`))
  context.on('console', (it) => {
    const text = it.text()
    if (it.type() === 'error' && !expected?.test(text)) untoward.push(`console: ${text} ${it.location().url}`)
  })
  return untoward
}

/** Presses Tab until the keyboard is there, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 80; presses++) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${target}`)
}

export const turnsBy = (page: Page, who: 'You' | 'Interviewer') =>
  page
    .getByRole('region', { name: 'Conversation' })
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${who}`) })

/** Waits until so many turns of the interviewer stand, none of them still being spoken. */
export async function untilSpoken(page: Page, count: number): Promise<void> {
  const spoken = turnsBy(page, 'Interviewer').filter({ hasNotText: /^Interviewer · speaking/ })
  await expect.poll(() => spoken.count(), { timeout: 15_000 }).toBe(count)
}
