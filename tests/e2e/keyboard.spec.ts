import type { Locator, Page } from '@playwright/test'
import { makeDemoKey, expect, test } from './support/test.ts'

/** Everything here is done with keys; the mouse is never touched. */

/** Presses Tab until `target` has the focus, as a person would; fails when it cannot be reached. */
async function tabTo({ page, target, limit = 40 }: { page: Page; target: Locator; limit?: number }): Promise<void> {
  for (let pressed = 0; pressed < limit; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target, `reached within ${limit} presses of Tab`).toBeFocused()
}

test('the connect story by keyboard alone', async ({ visit, owner, account }) => {
  const page = await visit({ person: owner, account })
  const dialog = page.getByRole('dialog')
  await page.goto('/marketplace')
  const search = page.getByRole('searchbox', { name: 'Search integrations' })

  await test.step('the first Tab offers to skip to the content', async () => {
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  })

  await test.step('/ focuses the search, Escape clears it', async () => {
    await page.keyboard.press('/')
    await expect(search).toBeFocused()
    await page.keyboard.type('a/b')
    await expect(search).toHaveValue('a/b')
    await page.keyboard.press('Escape')
    await expect(search).toHaveValue('')
    await page.keyboard.type('demo')
    await expect(page.getByRole('status').first()).toContainText('“demo”')
  })

  const trigger = page.getByRole('button', { name: 'Connect Demo service' })
  await test.step('from the card to the dialog', async () => {
    await tabTo({ page, target: page.getByRole('link', { name: 'Demo service' }) })
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Demo service' })).toBeVisible()
    await tabTo({ page, target: trigger })
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('textbox', { name: 'API key' })).toBeFocused()
  })

  await test.step('the focus stays inside the dialog', async () => {
    for (let pressed = 0; pressed < 25; pressed += 1) {
      await page.keyboard.press('Tab')
      // Not by `:focus`, which the parts of a date's own field do not match.
      await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true)
    }
  })

  await test.step('Escape closes a clean dialog and gives the focus back', async () => {
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(trigger).toBeFocused()
    await expect(page).toHaveURL(/\/marketplace\/demo$/)
  })

  const good = makeDemoKey()
  await test.step('Escape asks before it throws away what was typed', async () => {
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('textbox', { name: 'API key' })).toBeFocused()
    await page.keyboard.type(good)
    await page.keyboard.press('Escape')
    const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' })
    await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(question).toBeHidden()
    await expect(dialog.getByRole('textbox', { name: 'API key' })).toHaveValue(good)
  })

  await test.step('Enter in the field tests and saves', async () => {
    await tabTo({ page, target: dialog.getByRole('textbox', { name: 'API key' }) })
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('heading', { name: /^Connected as Demo account/ })).toBeFocused()
    await tabTo({ page, target: dialog.getByRole('button', { name: 'Done' }) })
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('button', { name: 'Connect another' })).toBeFocused()
  })

  await test.step('a menu opens, what it opened closes, and the focus is back at the menu', async () => {
    await page.goto('/settings/integrations')
    const more = page.getByRole('button', { name: 'More for Demo service' })
    await tabTo({ page, target: more })
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem').first()).toBeFocused()
    await page.keyboard.type('Ren')
    await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'New name of Demo service' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(more).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem').first(), 'also when it opens again').toBeFocused()
    await page.keyboard.type('Del')
    await expect(page.getByRole('menuitem', { name: 'Delete…' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('alertdialog')).toBeHidden()
    await expect(more, 'after a dialog that the menu opened').toBeFocused()
  })
})

test('throwing away what was typed closes the dialog and keeps nothing', async ({ visit, owner, account }) => {
  const page = await visit({ person: owner, account })
  const dialog = page.getByRole('dialog')
  await page.goto('/marketplace/demo?connect')
  await expect(dialog.getByRole('textbox', { name: 'API key' })).toBeFocused()
  await page.keyboard.type('half a key')
  await page.keyboard.press('Escape')
  await tabTo({ page, target: page.getByRole('button', { name: 'Discard' }) })
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Connect Demo service' }).press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'API key' })).toHaveValue('')
})
