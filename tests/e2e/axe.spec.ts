import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './support/expectAccessible.ts'
import { readMail } from './support/readMail.ts'
import { type Account, expect, importRow, makeDemoKey, test, unique } from './support/test.ts'
import type { Api, Person } from './support/signIn.ts'
import type { Station } from './support/startStation.ts'

/** One connection in each state a page can show, and a row that has gained a host. */
async function fillAccount({ owner, member, platform, anonymous, account, station }: { owner: Person; member: Person; platform: Person; anonymous: Api; account: Account; station: Station }): Promise<void> {
  const connect = async (displayName: string, more: object = { credentialPayload: { token: makeDemoKey() } }): Promise<string> =>
    (await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName, ...more })).connection.id
  const works = await connect('Works')
  await connect('Ends soon', { credentialPayload: { token: makeDemoKey() }, expiresAt: new Date(Date.now() + 3 * 86_400_000).toISOString() })
  await connect('Only mine, with a name so long that it must find its own way of breaking', { credentialPayload: { token: makeDemoKey() }, visibility: 'private' })
  await connect('Waits for a key', {})
  await connect('Not verified', { credentialPayload: { token: makeDemoKey('wrong') }, test: false })
  await owner.must('POST', `/connections/${await connect('Refused', { credentialPayload: { token: makeDemoKey('wrong') }, test: false })}/test`)
  await owner.must('POST', `/connections/${await connect('Resting')}/deactivate`)
  await owner.must('POST', `/connections/${await connect('Revoked')}/revoke`)
  await owner.must('DELETE', `/connections/${await connect('Thrown away')}`)
  const signalKey = `sig-${unique()}`
  station.keys.add(signalKey)
  await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: station.row.key, displayName: 'Orbit', credentialPayload: { signalKey, crew: 'vega' } })
  expect((await member.call('PUT', '/integrations/routing-policies', { workspaceId: account.id, provider: 'demo', mode: 'byo' })).status).toBe(403)
  const { token } = await owner.must('POST', '/api-tokens', { name: 'Shop', account: account.id, scopes: ['use'] })
  expect((await anonymous.call('GET', `/proxy/connections/${works}/v1/me`, undefined, { authorization: `Bearer ${token}` })).status).toBe(200)
  await importRow({ platform, row: { ...station.row, services: { farther: { baseUrl: 'http://127.0.0.1:9/far' } } } })
}

type Step = { what: string; go: (page: Page) => Promise<void> }
const dialogOf = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'))
const openMore = async (page: Page, name: string, item: string): Promise<void> => {
  await page.goto('/settings/integrations')
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await expect(dialogOf(page)).toBeVisible()
}

/** What a paste does, without the clipboard of the machine. */
const pasteText = ({ field, text }: { field: Locator; text: string }): Promise<void> =>
  field.evaluate((element, value) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', value)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

/** Before the page is ready a press is lost, and what a press opened late lies over the button. */
const press = ({ page, button, opens }: { page: Page; button: string; opens: 'dialog' | 'alertdialog' | 'menu' }): Promise<void> =>
  expect(async () => {
    await page.getByRole('button', { name: button }).click({ timeout: 2_000 }).catch(() => {})
    await expect(page.getByRole(opens)).toBeVisible({ timeout: 2_000 })
  }).toPass()

const steps: Step[] = [
  { what: 'Marketplace', go: async (page) => void (await page.goto('/marketplace')) },
  { what: 'filtered Marketplace', go: async (page) => void (await page.goto('/marketplace?q=models&signin=key')) },
  { what: 'Marketplace without a result', go: async (page) => { await page.goto('/marketplace?q=zzzzzz'); await expect(page.getByRole('heading', { name: 'Nothing found for “zzzzzz”' })).toBeVisible() } },
  { what: 'request for a provider', go: async (page) => { await expect(async () => { await page.getByRole('button', { name: 'Request this provider' }).click({ timeout: 2_000 }); await expect(page.getByRole('textbox', { name: 'Service' })).toHaveValue('zzzzzz', { timeout: 2_000 }) }).toPass(); await page.getByRole('textbox', { name: 'Service' }).fill(''); await page.getByRole('button', { name: 'Send request' }).click(); await expect(page.getByText('Say which service.')).toBeVisible() } },
  { what: 'your integrations', go: async (page) => void (await page.goto('/marketplace?tab=yours')) },
  { what: 'provider', go: (page) => expect(async () => { await page.goto('/marketplace/demo'); await expect(page.getByRole('region', { name: 'Usage' })).toBeVisible({ timeout: 2_000 }) }).toPass() },
  { what: 'account menu', go: async (page) => { await page.getByRole('button', { name: /Switch account/ }).click(); await expect(page.getByRole('menu')).toBeVisible() } },
  { what: 'connect dialog', go: async (page) => { await page.goto('/marketplace/demo?connect'); await expect(dialogOf(page)).toBeVisible() } },
  { what: 'missing key', go: async (page) => { await page.getByRole('button', { name: 'Test & save' }).click(); await expect(dialogOf(page)).toContainText('is needed') } },
  { what: 'refused key', go: async (page) => { await page.getByRole('textbox', { name: 'API key' }).fill(makeDemoKey('wrong')); await page.getByRole('button', { name: 'Test & save' }).click(); await dialogOf(page).getByText('Details').click() } },
  { what: 'question before discarding', go: async (page) => { await page.keyboard.press('Escape'); await expect(page.getByRole('alertdialog')).toBeVisible() } },
  { what: 'several values fit no field', go: async (page) => { await page.goto('/marketplace/resend?connect'); const key = page.getByRole('textbox', { name: 'API Key' }); await expect(key).toBeFocused(); await pasteText({ field: key, text: 'ONE_NAME=first\nANOTHER_NAME=second' }); await expect(dialogOf(page)).toContainText('none of their names fits a field here: ONE_NAME and ANOTHER_NAME') } },
  { what: 'signed out in the dialog', go: async (page) => { const [session] = (await page.context().cookies()).filter(({ name }) => name === 'payload-token'); await page.goto('/marketplace/demo?connect'); await page.getByRole('textbox', { name: 'API key' }).fill(makeDemoKey()); await page.context().clearCookies({ name: 'payload-token' }); await page.getByRole('button', { name: 'Test & save' }).click(); await expect(page.getByRole('form', { name: 'Your session has ended' })).toBeVisible(); await page.context().addCookies([session!]) } },
  { what: 'connected', go: async (page) => { await page.goto('/marketplace/demo?connect'); await page.getByRole('textbox', { name: 'API key' }).fill(makeDemoKey()); await page.getByRole('button', { name: 'Test & save' }).click(); await expect(page.getByRole('heading', { name: /^Connected as/ })).toBeVisible() } },
  { what: 'settings', go: async (page) => { await page.goto('/settings/integrations'); await page.getByText('Trash (1)').click(); await page.getByText('Why').first().click() } },
  { what: 'usage', go: async (page) => { await press({ page, button: 'Usage of Works', opens: 'dialog' }); await expect(dialogOf(page)).toContainText('half within') } },
  { what: 'connection menu', go: async (page) => { await page.keyboard.press('Escape'); await expect(dialogOf(page)).toHaveCount(0); await page.getByRole('button', { name: 'More for Works' }).click(); await expect(page.getByRole('menu')).toBeVisible() } },
  { what: 'rename', go: async (page) => { await page.goto('/settings/integrations'); await page.getByRole('button', { name: 'More for Works' }).click(); await page.getByRole('menuitem', { name: 'Rename' }).click(); await expect(page.getByRole('textbox', { name: 'New name of Works' })).toBeVisible() } },
  { what: 'deactivate', go: (page) => openMore(page, 'Works', 'Deactivate…') },
  { what: 'expiry date', go: (page) => openMore(page, 'Works', 'Expiry date…') },
  { what: 'order', go: async (page) => { await page.goto('/settings/integrations'); await page.getByRole('button', { name: /^Change the order/ }).click(); await expect(dialogOf(page)).toBeVisible() } },
  { what: 'replace', go: (page) => openMore(page, 'Works', 'Replace key') },
  { what: 'delete', go: async (page) => { await openMore(page, 'Works', 'Delete…'); await expect(dialogOf(page)).toContainText(/in the last 30 days/) } },
  { what: 'settings, nothing fits', go: async (page) => { await page.goto('/settings/integrations?q=zzzzzz'); await expect(page.getByRole('heading', { name: 'No connection fits these filters' })).toBeVisible() } },
  { what: 'activity', go: async (page) => { await page.goto('/settings/activity'); await expect(page.getByRole('table', { name: 'Activity' })).toContainText('Denied') } },
  { what: 'activity, nothing fits', go: async (page) => { await page.goto('/settings/activity?from=2020-01-01&to=2020-01-01'); await expect(page.getByRole('heading', { name: 'Nothing fits these filters' })).toBeVisible() } },
  { what: 'how keys are kept', go: async (page) => void (await page.goto('/keys')) },
  { what: 'not found', go: async (page) => void (await page.goto('/nowhere')) },
]

/** Members, tokens, the account and oneself. */
const peopleSteps: Step[] = [
  { what: 'members', go: async (page) => { await page.goto('/settings/members'); await expect(page.getByRole('region', { name: 'Invited, not here yet' })).toContainText('invited@example.test') } },
  { what: 'inviting', go: (page) => press({ page, button: 'Invite somebody', opens: 'dialog' }) },
  { what: 'signed out over a dialog', go: async (page) => { const [session] = (await page.context().cookies()).filter(({ name }) => name === 'payload-token'); await page.getByLabel('Email').fill('late@example.test'); await page.context().clearCookies({ name: 'payload-token' }); await page.getByRole('button', { name: 'Send invitation' }).click(); await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible(); await page.context().addCookies([session!]) } },
  { what: 'removing a member', go: async (page) => { await page.goto('/settings/members'); await press({ page, button: 'More for Miro', opens: 'menu' }); await page.getByRole('menuitem', { name: 'Remove…' }).click(); await expect(dialogOf(page)).toContainText('shared connection') } },
  { what: 'API tokens, none', go: async (page) => { await page.goto('/settings/tokens'); await expect(page.getByRole('heading', { name: 'No API tokens yet' })).toBeVisible() } },
  { what: 'making a token', go: (page) => press({ page, button: 'Make a token', opens: 'dialog' }) },
  { what: 'a token, shown once', go: async (page) => { await page.getByLabel('Name').fill('Export'); await page.getByRole('button', { name: 'Make token' }).click(); await expect(page.getByRole('dialog', { name: 'Copy the token now' })).toBeVisible() } },
  { what: 'API tokens', go: async (page) => { await page.getByRole('button', { name: 'I have copied it' }).click(); await expect(page.getByRole('row', { name: /Export/ })).toBeVisible() } },
  { what: 'account', go: async (page) => { await page.goto('/settings/account'); await press({ page, button: 'Delete the account…', opens: 'alertdialog' }) } },
  { what: 'profile', go: async (page) => { await page.goto('/settings/you'); await expect(page.getByLabel('New password')).toBeVisible() } },
]

// What 768 px show is on the narrowest or the widest screen too, in the same colours.
const widths = [{ width: 320, isDarkToo: true }, { width: 768, isDarkToo: false }, { width: 1280, isDarkToo: true }]

for (const { width, isDarkToo } of widths) {
  const context = { colorScheme: 'light', viewport: { width, height: 800 }, reducedMotion: 'reduce' } as const
  const themes = isDarkToo ? 'light and dark' : 'light'

  test(`pages and dialogs are accessible: ${themes}, ${width} px wide`, async ({ visit, owner, member, platform, anonymous, account, openStation }) => {
    test.setTimeout(180_000)
    await fillAccount({ owner, member, platform, anonymous, account, station: await openStation() })
    const page = await visit({ person: owner, account, context })
    for (const { what, go } of steps) {
      await test.step(what, async () => {
        await go(page)
        await expectAccessible({ page, what, isDarkToo })
      })
    }
  })

  test(`pages about people are accessible: ${themes}, ${width} px wide`, async ({ visit, owner, member, account }) => {
    await owner.must('POST', '/invitations', { account: account.id, email: 'invited@example.test', role: 'member' })
    await member.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName: 'Shared by Miro', credentialPayload: { token: makeDemoKey() } })
    const page = await visit({ person: owner, account, context })
    for (const { what, go } of peopleSteps) {
      await test.step(what, async () => {
        await go(page)
        await expectAccessible({ page, what, isDarkToo })
      })
    }
  })

  test(`the way in is accessible: ${themes}, ${width} px wide`, async ({ page, owner, account }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/sign-in')
    await expectAccessible({ page, what: 'sign-in', isDarkToo })
    await page.getByLabel('Email').fill(owner.email.replace('@', '.nobody@'))
    await page.getByLabel('Password').fill(unique())
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert').filter({ hasText: /belong together/ })).toBeVisible()
    await expectAccessible({ page, what: 'refused sign-in', isDarkToo })
    await page.goto('/forgot-password')
    await expectAccessible({ page, what: 'forgotten password', isDarkToo })
    await page.goto('/reset-password#none')
    await expectAccessible({ page, what: 'new password', isDarkToo })
    await page.goto('/invitations#none')
    await expect(page.getByText(/leads to no invitation/)).toBeVisible()
    await expectAccessible({ page, what: 'an invitation that leads nowhere', isDarkToo })
    const email = `${unique()}@example.test`
    await owner.must('POST', '/invitations', { account: account.id, email, role: 'member' })
    await page.goto((await readMail({ to: email })).link)
    await expect(page.getByRole('heading', { level: 1, name: `Join ${account.name}` })).toBeVisible()
    await expectAccessible({ page, what: 'an invitation', isDarkToo })
  })
}

test('a theme that was chosen is there in the first HTML, and goes back to the system’s', async ({ visit, owner, account }) => {
  const page = await visit({ person: owner, account, context: { colorScheme: 'light' } })
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await page.goto('/marketplace')
  const light = await background()
  await page.getByRole('button', { name: /your menu$/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect.poll(background).not.toBe(light)
  const dark = await background()
  const reloaded = await page.reload()
  expect(await reloaded?.text()).toMatch(/<html[^>]* data-theme="dark"/)
  expect(await background()).toBe(dark)

  await page.getByRole('button', { name: /your menu$/ }).click()
  await page.getByRole('menuitemradio', { name: 'As the system' }).click()
  await expect.poll(background).toBe(light)
  expect(await (await page.reload())?.text()).not.toMatch(/<html[^>]* data-theme/)
})
