import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './test.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What another theme can change: the document is the same. */
const rulesOfColour = ['color-contrast', 'link-in-text-block']

/** Where each node that passed stands is worked out for nobody, and takes longest on a long page. */
const brief = { resultTypes: ['violations' as const] }

const intervals = [10, 20, 50, 100]

type Look = {
  page: Page
  what: string
  /** Only this part of the page: the rest is not ours. */
  within?: string
  /** A page that is light now is looked at in dark colours too, as it stands, and is light again afterwards. */
  isDarkToo?: boolean
}

/** No violation of WCAG 2.2 AA that a machine can find, and nothing wider than the window. */
export async function expectAccessible({ page, what, within, isDarkToo = false }: Look): Promise<void> {
  await drawAll(page)
  const whole = await builderFor({ page, within }).withTags(standards).analyze()
  await expectNothing({ ...whole, page, what, ruleCount: 5 })
  if (!isDarkToo) return
  const light = await readBackground(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => readBackground(page), { message: `${what}: dark is another theme`, intervals }).not.toBe(light)
  await settleColours(page)
  const colours = await builderFor({ page, within }).withRules(rulesOfColour).analyze()
  await expectNothing({ ...colours, page, what: `${what}, dark`, ruleCount: 0 })
  await page.emulateMedia({ colorScheme: 'light' })
  await settleColours(page)
}

type Found = Pick<Awaited<ReturnType<AxeBuilder['analyze']>>, 'violations' | 'passes'> & { page: Page; what: string; /** More than so many ran. */ ruleCount: number }

async function expectNothing({ page, what, violations, passes, ruleCount }: Found): Promise<void> {
  expect(passes.length, `${what}: the rules ran`).toBeGreaterThan(ruleCount)
  const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`) }))
  expect(found, what).toEqual([])
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const)
  expect(wide, `${what}: scrolls sideways`).toBeLessThanOrEqual(room)
}

const readBackground = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

/** Colours change over a moment, be it ever so short. */
const settleColours = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => document.getAnimations().filter((one) => one instanceof CSSTransition && one.playState === 'running').length), { intervals }).toBe(0)

/** What a browser leaves undrawn far below the window has no style yet, and looks like black text. */
const drawAll = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('* { content-visibility: visible !important }')
    document.adoptedStyleSheets = [sheet]
  })

function builderFor({ page, within }: { page: Page; within: string | undefined }): AxeBuilder {
  // Otherwise each look opens a second page, only for what frames have to say.
  const builder = new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1).options(brief)
  return within === undefined ? builder : builder.include(within)
}
