import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './test.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Where each node that passed stands is worked out for nobody, and takes longest on a long page. */
const brief = { resultTypes: ['violations' as const] }

/** No violation of WCAG 2.2 AA that a machine can find, and nothing wider than the window. */
export async function expectAccessible({ page, what, within }: { page: Page; what: string; /** Only this part of the page: the rest is not ours. */ within?: string }): Promise<void> {
  const { violations, passes } = await builderFor({ page, within }).options(brief).withTags(standards).analyze()
  expect(passes.length, `${what}: the rules ran`).toBeGreaterThan(5)
  const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`) }))
  expect(found, what).toEqual([])
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const)
  expect(wide, `${what}: scrolls sideways`).toBeLessThanOrEqual(room)
}

const builderFor = ({ page, within }: { page: Page; within: string | undefined }): AxeBuilder => (within === undefined ? new AxeBuilder({ page }) : new AxeBuilder({ page }).include(within))
