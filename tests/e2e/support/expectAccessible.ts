import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './test.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What another theme can change: the document is the same. */
const rulesOfColour = ['color-contrast', 'link-in-text-block']

/** Where each node that passed stands is worked out for nobody, and takes longest on a long page. */
const brief = { resultTypes: ['violations' as const] }

type Look = {
  page: Page
  what: string
  /** Only this part of the page: the rest is not ours. */
  within?: string
  /** For a page that was looked at whole in another theme. */
  isColourOnly?: boolean
}

/** No violation of WCAG 2.2 AA that a machine can find, and nothing wider than the window. */
export async function expectAccessible({ page, what, within, isColourOnly = false }: Look): Promise<void> {
  const builder = builderFor({ page, within }).options(brief)
  const { violations, passes } = await (isColourOnly ? builder.withRules(rulesOfColour) : builder.withTags(standards)).analyze()
  expect(passes.length, `${what}: the rules ran`).toBeGreaterThan(isColourOnly ? 0 : 5)
  const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`) }))
  expect(found, what).toEqual([])
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const)
  expect(wide, `${what}: scrolls sideways`).toBeLessThanOrEqual(room)
}

function builderFor({ page, within }: { page: Page; within: string | undefined }): AxeBuilder {
  // Otherwise each look opens a second page, only for what frames have to say.
  const builder = new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1)
  return within === undefined ? builder : builder.include(within)
}
