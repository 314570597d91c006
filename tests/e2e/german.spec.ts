import type { Page } from '@playwright/test'
import { expect, makeDemoKey, test } from './support/test.ts'

/** The pages for somebody whose browser asks for German. Words are those people read. */

const context = { locale: 'de-DE' }
const chooseLanguage = async (page: Page, menu: RegExp, name: string): Promise<void> => {
  await expect(async () => {
    await page.getByRole('button', { name: menu }).click({ timeout: 2_000 })
    await page.getByRole('menuitemradio', { name }).click({ timeout: 2_000 })
  }).toPass()
}

test('a German browser is spoken to in German, from the sign-in to Settings', async ({ browser, address, owner, account }) => {
  const visit = await browser.newContext({ ...context, baseURL: address, viewport: { width: 1280, height: 800 } })
  await visit.addCookies([{ name: 'patchbay-account', value: account.id, url: address }])
  const page = await visit.newPage()
  const dialog = page.getByRole('dialog')

  await test.step('the sign-in page', async () => {
    await page.goto('/sign-in')
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await expect(page).toHaveTitle(/^Anmelden/)
    await page.getByLabel('E-Mail').fill(owner.email)
    await page.getByLabel('Passwort').fill(owner.password)
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Integrationen' })).toBeVisible()
  })

  await test.step('the Marketplace', async () => {
    await page.goto('/marketplace?q=pretend')
    await expect(page.getByRole('status').first()).toHaveText('1 Integration für „pretend“')
    await page.getByRole('link', { name: 'Demo service' }).click()
    await page.getByRole('button', { name: 'Demo service verbinden' }).click()
  })

  await test.step('a wrong key is refused in German, with the service’s own words as they are', async () => {
    await dialog.getByRole('textbox', { name: 'API key' }).fill(makeDemoKey('wrong'))
    await dialog.getByRole('button', { name: 'Prüfen und speichern' }).click()
    const refusal = dialog.getByRole('alert')
    await expect(refusal).toContainText('Demo service hat diesen Schlüssel nicht akzeptiert.')
    await expect(refusal).toBeFocused()
    await refusal.getByText('Einzelheiten').click()
    await expect(refusal).toContainText('Keys that work here start with demo_good_')
  })

  await test.step('the right one is kept, and Settings speaks German', async () => {
    await dialog.getByRole('textbox', { name: 'API key' }).fill(makeDemoKey())
    await dialog.getByRole('button', { name: 'Prüfen und speichern' }).click()
    await expect(dialog.getByRole('heading', { name: /^Verbunden als Demo account/ })).toBeVisible()
    await dialog.getByRole('link', { name: 'Zu den Einstellungen' }).click()
    const row = page.getByRole('row', { name: /Demo service/ })
    await expect(row).toContainText('Aktiv')
    await expect(page.getByText('Ein Aufruf würde jetzt „Demo service“ verwenden.')).toBeVisible()
    await page.getByRole('group').filter({ hasText: 'Ein Aufruf würde jetzt' }).getByText('Warum').click()
    await expect(page.getByText('„Demo service“ ist die einzige nutzbare Verbindung des Kontos.')).toBeVisible()
  })
  await visit.close()
})

test('a language is chosen in the menu, kept with the person, and left again', async ({ visit, browser, address, owner, account }) => {
  const page = await visit({ person: owner, account })
  await page.goto('/settings/activity')
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
  const language = async (): Promise<unknown> => (await owner.must('GET', `/users/${owner.id}`)).language

  await chooseLanguage(page, /your menu$/, 'Deutsch')
  await expect(page.getByRole('heading', { level: 1, name: 'Aktivität' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Aktivität' })).toContainText('Konto angelegt')
  expect(await page.locator('html').getAttribute('lang')).toBe('de')
  await expect.poll(language).toBe('de')

  await test.step('and is there after a sign-in elsewhere', async () => {
    const elsewhere = await browser.newContext({ baseURL: address })
    const other = await elsewhere.newPage()
    await other.goto('/sign-in?next=/settings/activity')
    await other.getByLabel('Email').fill(owner.email)
    await other.getByLabel('Password').fill(owner.password)
    await other.getByRole('button', { name: 'Sign in' }).click()
    await expect(other.getByRole('heading', { level: 1, name: 'Aktivität' })).toBeVisible()
    await elsewhere.close()
  })

  await chooseLanguage(page, /Ihr Menü$/, 'Wie der Browser')
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
  await expect.poll(language).toBeNull()
})

test('German words fit a screen of 320 px', async ({ visit, owner, account }) => {
  await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName: 'Bestellabwicklungsschnittstelle', credentialPayload: { token: makeDemoKey() } })
  await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName: 'Noch ohne Schlüssel' })
  const page = await visit({ person: owner, account, context: { ...context, viewport: { width: 320, height: 800 } } })
  for (const path of ['/marketplace', '/marketplace?q=zzzzzz', '/marketplace/demo', '/marketplace/demo?connect', '/settings/integrations', '/settings/members', '/settings/tokens', '/settings/account', '/settings/you', '/settings/activity', '/nowhere']) {
    await page.goto(path)
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const)
    expect(wide, `${path} scrolls sideways`).toBeLessThanOrEqual(room)
  }
})

test('the admin panel speaks German too', async ({ visit, platform }) => {
  const page = await visit({ person: platform, context })
  await page.goto('/admin/collections/accounts')
  await expect(page.getByRole('heading', { level: 1, name: 'Konten' })).toBeVisible()
  for (const name of ['Anbieter', 'Schlüssel der Plattform', 'Verbindungen', 'Protokoll', 'Marktplatz']) await expect(page.getByRole('link', { name, exact: true }).first(), name).toBeVisible()
})
