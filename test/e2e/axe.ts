import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * Violations, and contrasts that axe could not decide: a bad one hides there. `known` leaves out what it cannot decide
 * by its nature, as for the same colours in a dialog that lies over the page.
 */
export async function flaws(page: Page, known?: RegExp): Promise<string[]> {
  const { violations, incomplete } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const undecided = incomplete.filter((it) => it.id === 'color-contrast')
  const found = [...violations, ...undecided].flatMap((it) =>
    it.nodes.map((node) => `${it.id}: ${node.html} ${node.failureSummary}`),
  )
  return found.filter((it) => !known?.test(it))
}
