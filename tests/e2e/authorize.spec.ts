import type { Locator, Page } from '@playwright/test'
import { startAppServer } from '../support/startAppServer.ts'
import { type ConsentServer, startConsentServer } from '../support/startConsentServer.ts'
import { expectAccessible } from './support/expectAccessible.ts'
import { expect, importRow, test as base, unique } from './support/test.ts'

/** Connecting by a provider's own sign-in, in a real browser against a certified OAuth server. */

type Umbra = { consent: ConsentServer; row: ReturnType<ConsentServer['row']>; app: Awaited<ReturnType<typeof startAppServer>> }

const test = base.extend<{ /** A server to sign in at, a row of it that is not in the catalog yet, and a service whose app is installed in places. */ umbra: Umbra }>({
  umbra: async ({ address, platform }, use) => {
    const consent = await startConsentServer({ redirectUri: `${address}/api/oauth/callback` })
    const row = { ...consent.row(), key: `umbra-${unique()}` }
    const app = await startAppServer(consent)
    await use({ consent, row, app })
    for (const one of [row, { ...app.row, key: `${row.key}-app` }]) await importRow({ platform, row: { ...one, status: 'hidden' } })
    await app.close()
    await consent.stop()
  },
})

const dialogOf = (page: Page): Locator => page.getByRole('dialog')

/** The window that a press opens. The dialog is drawn by the browser, so that its buttons listen once they are there. */
async function openWindow({ page, press }: { page: Page; press: Locator }): Promise<Page> {
  const [opened] = await Promise.all([page.waitForEvent('popup'), press.click()])
  return opened
}

/** As a person does at the provider. */
async function signIn({ at, login, allows = true }: { at: Page; login: string; allows?: boolean }): Promise<void> {
  await at.getByPlaceholder('Enter any login').fill(login)
  await at.getByPlaceholder('and password').fill('any')
  await at.getByRole('button', { name: 'Sign-in' }).click()
  if (allows) await at.getByRole('button', { name: 'Continue' }).click()
  else await at.getByRole('link', { name: 'Cancel' }).click()
}

test('people connect by signing in at the provider, and every way it can go has its sentence', async ({ visit, owner, platform, account, anonymous, address, umbra: { consent, row, app } }) => {
  const page = await visit({ person: owner, account })
  const dialog = dialogOf(page)
  const authorize = dialog.getByRole('button', { name: 'Authorize at Umbra' })
  const connections = async (): Promise<Record<string, any>[]> => (await owner.must('GET', `/connections?where[account][equals]=${account.id}&sort=createdAt`)).docs

  await test.step('without a client of the platform it is coming, and nobody is sent anywhere', async () => {
    await importRow({ platform, row })
    await page.goto(`/marketplace/${row.key}`)
    await expect(page.getByRole('button', { name: 'Say that you want Umbra' })).toBeVisible()
    await platform.must('POST', '/built-in-credentials', { provider: row.key, purpose: 'client', credentialPayload: consent.client })
  })

  await test.step('the longest name stays within the dialog on the narrowest screen', async () => {
    await importRow({ platform, row: { ...row, name: 'Umbrella Verwaltungsgesellschaft für außerordentlich lange Dienstnamen und Akten' } })
    await page.setViewportSize({ width: 320, height: 700 })
    await page.goto(`/marketplace/${row.key}?connect`)
    const button = dialog.getByRole('button', { name: /^Authorize at Umbrella/ })
    await expect(button).toBeVisible()
    const rightOf = (box: Locator): Promise<number> => box.evaluate((element) => element.getBoundingClientRect().right)
    const panel = await rightOf(dialog.locator('[data-panel]'))
    expect(panel).toBeLessThan(320)
    expect(await rightOf(button)).toBeLessThan(panel)
    await page.setViewportSize({ width: 1280, height: 800 })
    await importRow({ platform, row })
  })

  await test.step('a window of its own is where one signs in; the dialog notices', async () => {
    await page.goto(`/marketplace/${row.key}?connect`)
    await expect(dialog).toContainText('your password never comes to Patchbay')
    await expect(dialog).toContainText('mail.read')
    await expectAccessible({ page, what: 'the dialog' })
    const opened = await openWindow({ page, press: authorize })
    await expect(dialog.getByText('Waiting for Umbra')).toBeVisible()
    await signIn({ at: opened, login: 'ann' })
    await expect(dialog.getByRole('heading', { name: 'Connected as Ann of Umbra' })).toBeVisible()
    await expect.poll(() => opened.isClosed()).toBe(true)
    expect(await connections()).toMatchObject([{ status: 'active', identity: { id: 'ann' }, mode: 'oauth-user' }])
  })

  await test.step('a window that is closed, and a permission that is refused, are said with what to do', async () => {
    await dialog.getByRole('button', { name: 'Connect another' }).click()
    // Before the provider's page is reached, Stop stops; nothing is left open.
    await page.route('**/api/oauth/authorize', () => {})
    const early = await openWindow({ page, press: authorize })
    await dialog.getByRole('button', { name: 'Stop' }).click()
    await expect(dialog.getByText('Stopped. What you typed is still here.')).toBeVisible()
    await expect.poll(() => early.isClosed()).toBe(true)
    await page.unroute('**/api/oauth/authorize')
    // Another account was chosen in another tab meanwhile.
    await page.context().addCookies([{ name: 'patchbay-account', value: crypto.randomUUID(), url: address }])
    await authorize.click()
    await expect(dialog.getByRole('alertdialog', { name: 'You switched to another account in another tab' })).toBeVisible()
    await (await openWindow({ page, press: dialog.getByRole('button', { name: `Go on in ${account.name}` }) })).close()
    await expect(dialog.getByText('The window was closed before Umbra answered.')).toBeVisible()
    await signIn({ at: await openWindow({ page, press: dialog.getByRole('button', { name: 'Try again' }) }), login: 'ann', allows: false })
    await expect(dialog.getByRole('alert')).toContainText('Umbra was not given permission, so nothing was connected.')
    await expectAccessible({ page, what: 'the dialog' })
    expect(await connections()).toHaveLength(1)
  })

  await test.step('where no window opens, the way goes through this tab and comes back here', async () => {
    // A tab of its own, since no other may ever leave this machine's pages.
    const tab = await page.context().newPage()
    await tab.addInitScript(() => { window.open = () => null })
    await tab.goto(`/marketplace/${row.key}?connect`)
    await dialogOf(tab).getByRole('button', { name: 'Authorize at Umbra' }).click()
    await expect(dialogOf(tab).getByText('Your browser did not let the window open.')).toBeVisible()
    consent.withhold('mail.read')
    await dialogOf(tab).getByRole('button', { name: 'Go on in this tab' }).click()
    await signIn({ at: tab, login: 'ann' })
    await tab.waitForURL(`**/marketplace/${row.key}`)
    await expect(tab.getByText('“Umbra 2” is connected.')).toBeVisible()
    consent.withhold()
    await tab.close()
  })

  await test.step('access that was not given is named, and granted where it is named', async () => {
    await page.goto('/settings/integrations')
    await expect(page.getByText('“Umbra 2” lacks access at Umbra that is needed.')).toBeVisible()
    await expect(page.getByText('Not given yet: mail.read.')).toBeVisible()
    await expect(async () => {
      await page.getByRole('button', { name: 'Grant more: Umbra 2' }).click()
      await expect(authorize).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await signIn({ at: await openWindow({ page, press: authorize }), login: 'ann' })
    await expect(dialog.getByRole('heading', { name: 'Reconnected' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('button', { name: 'Grant more: Umbra 2' })).toHaveCount(0)
  })

  const bobs = (await connections())[0]?.id
  const reconnect = async (): Promise<Page> => {
    await expect(async () => {
      await page.goto(`/settings/integrations?replace=${bobs}`)
      await expect(authorize).toBeVisible({ timeout: 5_000 })
    }).toPass()
    return openWindow({ page, press: authorize })
  }

  await test.step('another account is asked about, and nothing changes before the answer', async () => {
    await signIn({ at: await reconnect(), login: 'bob' })
    const question = dialog.getByRole('alertdialog', { name: 'That is another account' })
    await expect(question).toContainText('“Umbra” belongs to Ann of Umbra so far. You signed in as Bob of Umbra.')
    await expectAccessible({ page, what: 'the dialog' })
    await question.getByRole('button', { name: 'Stay with Ann of Umbra' }).click()
    await expect(dialog).toHaveCount(0)
    expect(await connections()).toMatchObject([{ identity: { id: 'ann' } }, {}])
    await signIn({ at: await reconnect(), login: 'bob' })
    await question.getByRole('button', { name: 'Use Bob of Umbra' }).click()
    await expect(dialog.getByRole('heading', { name: 'Reconnected' })).toBeVisible()
    expect(await connections()).toMatchObject([{ identity: { id: 'bob' } }, {}])
    await dialog.getByRole('button', { name: 'Done' }).click()
  })

  const { token } = await owner.must('POST', '/api-tokens', { name: 'Shop', account: account.id, scopes: ['use'] })
  const callAsBob = () => anonymous.call('GET', `/proxy/connections/${bobs}/me`, undefined, { authorization: `Bearer ${token}` })

  await test.step('a token that has ended is renewed by the call that needs it, once', async () => {
    consent.last(2)
    await page.getByRole('button', { name: 'More for Umbra', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Refresh access' }).click()
    await expect(page.getByText('“Umbra” has a new access token.')).toBeVisible()
    consent.last(3_600)
    const isGood = consent.watchToken()
    const { refreshed } = consent.counts
    await expect.poll(isGood).toBe(false)
    const answers = await Promise.all([callAsBob(), callAsBob(), callAsBob()])
    expect(answers.map(({ status, body }) => ({ status, name: body.name }))).toEqual(Array.from({ length: 3 }, () => ({ status: 200, name: 'Bob of Umbra' })))
    expect(consent.counts.refreshed - refreshed).toBe(1)
  })

  await test.step('permission that is taken back at the provider is noticed by the next call, named, and given again', async () => {
    await consent.takeBack()
    expect(await callAsBob()).toMatchObject({ status: 502, body: { errors: [{ code: 'credentials_exhausted' }] } })
    await expect.poll(async () => (await connections())[0]).toMatchObject({ status: 'error', statusReason: 'reauth_required' })
    await page.goto(`/marketplace/${row.key}`)
    await page.getByRole('link', { name: /^Reconnect\s*Umbra$/ }).first().click()
    await signIn({ at: await openWindow({ page, press: authorize }), login: 'bob' })
    await expect(dialog.getByRole('heading', { name: 'Reconnected' })).toBeVisible()
    expect((await callAsBob()).status).toBe(200)
  })

  await test.step('what is revoked here is revoked there, and connected again by signing in', async () => {
    const { revoked } = consent.counts
    expect(await owner.must('POST', `/connections/${bobs}/revoke`)).toMatchObject({ result: { destroyed: true } })
    await expect.poll(() => consent.counts.revoked).toBeGreaterThan(revoked)
    await signIn({ at: await reconnect(), login: 'ann' })
    await expect(dialog.getByRole('heading', { name: 'Connected as Ann of Umbra' })).toBeVisible()
    expect(await connections()).toMatchObject([{ status: 'active', identity: { id: 'ann' } }, {}])
    // The page was read anew below the dialog, which is still the one that was opened.
    await expect(page.locator(`#connection-${bobs}`)).toContainText('Active')
    await expect(dialog.getByRole('heading', { name: 'Connected as Ann of Umbra' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page).toHaveURL('/settings/integrations')
  })

  await test.step('an app that is installed in several places asks which of them is meant', async () => {
    app.install({ id: 5, account: 'ann' }, { id: 8, account: 'ann’s company' })
    await importRow({ platform, row: { ...app.row, key: `${row.key}-app` } })
    await platform.must('POST', '/built-in-credentials', { provider: `${row.key}-app`, purpose: 'client', credentialPayload: app.client })
    await page.goto(`/marketplace/${row.key}-app?connect`)
    const opened = await openWindow({ page, press: dialog.getByRole('button', { name: 'Authorize at Umbra app' }) })
    await signIn({ at: opened, login: 'ann' })
    const question = dialog.getByRole('alertdialog', { name: 'Which place is meant?' })
    await expect(question.getByRole('button', { name: 'Use this place' })).toBeDisabled()
    await question.getByRole('radio', { name: 'ann’s company' }).check()
    await expectAccessible({ page, what: 'the choice' })
    await question.getByRole('button', { name: 'Use ann’s company' }).click()
    await expect(dialog.getByRole('heading', { name: 'Connected as ann’s company' })).toBeVisible()
    expect(app.minted()).toEqual(['8'])
  })
})
