import { expect, test } from 'vitest'
import { chromiumPath } from './browser.ts'

const HOW =
  'no Chromium found, so the tests in a browser are left out: install one (Debian: apt-get install chromium) or name it in CHROMIUM_PATH'

test('a Chromium is there, or the run says how to get one', (context) => {
  if (chromiumPath !== null) return
  if (process.env.E2E_REQUIRED === '1') expect.fail(HOW)
  console.warn(HOW)
  context.skip()
})
