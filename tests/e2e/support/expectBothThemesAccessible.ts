import type { Page } from '@playwright/test'
import { expectAccessible } from './expectAccessible.ts'

/** Looks at what is on the page in light and in dark, without going there twice. */
export async function expectBothThemesAccessible({ page, what }: { page: Page; what: string }): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectAccessible({ page, what: `${what}, ${colorScheme}` })
  }
}
