import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Violations, and contrasts that axe could not decide: a bad one hides there. */
export async function flaws(page: Page): Promise<string[]> {
  const { violations, incomplete } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const undecided = incomplete.filter((it) => it.id === 'color-contrast')
  return [...violations, ...undecided].flatMap((it) =>
    it.nodes.map((node) => `${it.id}: ${node.html} ${node.failureSummary}`),
  )
}
