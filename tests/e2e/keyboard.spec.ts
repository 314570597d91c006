import type { Locator, Page } from '@playwright/test'
import { makeDemoKey, expect, test } from './support/test.ts'
import { walkFocus } from './support/walkFocus.ts'

/** Everything here is done with keys; the mouse is never touched. */

/** Presses Tab until `target` has the focus, as a person would; fails when it cannot be reached. */
async function tabTo({ page, target, key = 'Tab', limit = 40 }: { page: Page; target: Locator; key?: 'Tab' | 'Shift+Tab'; limit?: number }): Promise<void> {
  for (let pressed = 0; pressed < limit; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  await expect(target, `reached within ${limit} presses of ${key}`).toBeFocused()
}

test('the whole story by keyboard alone', async ({ page, context, owner, account, address }) => {
  test.setTimeout(150_000)
  await context.addCookies([{ name: 'patchbay-account', value: account.id, url: address }])
  const dialog = page.getByRole('dialog')
  const search = page.getByRole('searchbox', { name: 'Search integrations' })

  await test.step('signing in', async () => {
    await page.goto('/marketplace')
    await tabTo({ page, target: page.getByLabel('Email') })
    await page.keyboard.type(owner.email)
    await tabTo({ page, target: page.getByLabel('Password') })
    await page.keyboard.type(owner.password)
    await page.keyboard.press('Enter')
    await expect(search).toBeVisible()
  })

  await test.step('the first Tab offers to skip to the content', async () => {
    await page.reload()
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

  const row = page.getByRole('row', { name: /Demo service/ })
  const more = page.getByRole('button', { name: 'More for Demo service' })
  const choose = async (letters: string, verb: string) => {
    await tabTo({ page, target: more })
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem').first()).toBeFocused()
    await page.keyboard.type(letters)
    await expect(page.getByRole('menuitem', { name: verb })).toBeFocused()
    await page.keyboard.press('Enter')
  }

  await test.step('a menu opens, what it opened closes, and the focus is back at the menu', async () => {
    await tabTo({ page, target: page.getByRole('link', { name: 'Settings', exact: true }), key: 'Shift+Tab' })
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Integrations' })).toBeVisible()
    await choose('Ren', 'Rename')
    await expect(page.getByRole('textbox', { name: 'New name of Demo service' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(more).toBeFocused()
    await choose('Del', 'Delete…')
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('alertdialog')).toBeHidden()
    await expect(more, 'after a dialog that the menu opened').toBeFocused()
  })

  await test.step('a key is tested', async () => {
    const button = page.getByRole('button', { name: 'Test Demo service' })
    await tabTo({ page, target: button, key: 'Shift+Tab' })
    await page.keyboard.press('Enter')
    await expect(page.getByRole('status').filter({ hasText: /“Demo service” works as Demo account \d+\./ })).toBeVisible()
    await expect(button).toBeFocused()
  })

  const next = makeDemoKey()
  await test.step('a key is replaced', async () => {
    await choose('Rep', 'Replace key')
    await expect(dialog.getByRole('textbox', { name: 'API key' })).toBeFocused()
    await page.keyboard.type(next)
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('heading', { name: 'Key replaced' })).toBeFocused()
    await tabTo({ page, target: dialog.getByRole('button', { name: 'Done' }) })
    await page.keyboard.press('Enter')
    await expect(row).toContainText(next.slice(-4))
    await expect(more).toBeFocused()
  })

  await test.step('deactivated with a reason, and reactivated', async () => {
    await choose('Dea', 'Deactivate…')
    await expect(dialog.getByLabel('Why')).toBeFocused()
    await page.keyboard.type('Away for a while')
    await page.keyboard.press('Enter')
    await expect(row).toContainText('“Away for a while”')
    await expect(more).toBeFocused()
    await tabTo({ page, target: page.getByRole('button', { name: 'Reactivate Demo service' }), key: 'Shift+Tab' })
    await page.keyboard.press('Enter')
    await expect(row).toContainText('Active')
    await expect(page.getByRole('button', { name: 'Test Demo service' }), 'the button that took its place').toBeFocused()
  })

  await test.step('deleted after its name was typed, and restored', async () => {
    // What may send calls stops with it, so the name is asked for.
    await owner.must('POST', '/api-tokens', { name: 'Keyboard', account: account.id, scopes: ['use'] })
    await choose('Del', 'Delete…')
    const question = page.getByRole('alertdialog')
    const name = question.getByLabel('Type Demo service to confirm')
    await expect(name).toBeVisible()
    await tabTo({ page, target: name })
    await page.keyboard.type('Demo service')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(row).toBeHidden()
    await expect(page.getByRole('main'), 'its row is gone, the page is not').toBeFocused()
    await tabTo({ page, target: page.getByText('Trash (1)') })
    await page.keyboard.press('Enter')
    await tabTo({ page, target: page.getByRole('button', { name: 'Restore Demo service' }) })
    await page.keyboard.press('Enter')
    await expect(row).toContainText('Needs a key')
    await expect(page.getByRole('main'), 'the trash is gone').toBeFocused()
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

test('Tab follows the reading order, and nothing hides what has the focus or makes it hard to hit', async ({ visit, owner, account }) => {
  for (const displayName of ['One', 'Two', 'Three']) await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName, credentialPayload: { token: makeDemoKey() } })
  const page = await visit({ person: owner, account, context: { viewport: { width: 1280, height: 500 } } })

  await test.step('cards from left to right, then the next row', async () => {
    await page.goto('/marketplace?sort=name')
    await page.getByRole('combobox', { name: 'Sort' }).focus()
    const stops = await walkFocus({ page, presses: 20, what: 'Marketplace' })
    const cards = await page.getByRole('region', { name: 'Browse' }).getByRole('listitem').getByRole('link').allTextContents()
    const walked = stops.filter(({ name }) => cards.includes(name))
    expect(walked.length).toBeGreaterThan(12)
    expect(walked).toEqual(walked.toSorted((one, other) => one.top - other.top || one.left - other.left))
  })

  await test.step('in Settings under a notice, on a low phone', async () => {
    await page.setViewportSize({ width: 320, height: 420 })
    await page.goto('/settings/integrations')
    await expect(async () => {
      await page.getByRole('button', { name: 'Test One' }).click({ timeout: 2_000 })
      await expect(page.getByRole('status').filter({ hasText: '“One” works' })).toBeVisible({ timeout: 5_000 })
    }).toPass()
    await page.getByRole('status').filter({ hasText: '“One” works' }).getByRole('paragraph').hover()
    await page.getByRole('link', { name: 'Skip to content' }).focus()
    const stops = await walkFocus({ page, presses: 60, what: 'Settings' })
    expect(stops.length).toBeGreaterThan(15)
    await expect(page.getByRole('status').filter({ hasText: '“One” works' }), 'the notice stayed').toBeVisible()
  })
})
