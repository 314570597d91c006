import type { Page } from '@playwright/test'
import { readMail } from './support/readMail.ts'
import { openApi } from './support/signIn.ts'
import { expect, makeDemoKey, test, unique } from './support/test.ts'

/** People come, sign in anew, go, and hand on what is shared; programs get tokens; accounts end. */

const members = (page: Page) => page.getByRole('table', { name: 'Members' })
const rowOf = (page: Page, name: string) => members(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name }) })
/** Before the page is ready a press is lost. */
const open = async ({ page, button, dialog }: { page: Page; button: string; dialog: string }) => {
  const opened = page.getByRole('dialog', { name: dialog })
  await expect(async () => {
    await page.getByRole('button', { name: button }).click()
    await expect(opened).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return opened
}
const choose = async ({ page, of, verb }: { page: Page; of: string; verb: string }) => {
  const entry = page.getByRole('menuitem', { name: verb })
  await expect(async () => {
    await page.getByRole('button', { name: `More for ${of}` }).click()
    await expect(entry).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await entry.click()
}
const sessionOf = async (page: Page): Promise<string> => (await page.context().cookies()).find((one) => one.name === 'payload-token')?.value ?? ''

test('somebody is invited by mail, joins with a password, connects a key of their own, and is removed with a hand-over', async ({ visit, owner, account, page, address, colleague }) => {
  const email = `ines-${unique()}@patchbay.test`
  const host = await visit({ person: owner, account })

  await test.step('an owner invites them', async () => {
    await host.goto('/settings/members')
    const dialog = await open({ page: host, button: 'Invite somebody', dialog: 'Invite somebody' })
    await dialog.getByRole('button', { name: 'Send invitation' }).click()
    await expect(dialog.getByText('Write the address the invitation goes to.')).toBeVisible()
    await dialog.getByLabel('Email').fill(email)
    await dialog.getByRole('radio', { name: /^Member/ }).check()
    await dialog.getByRole('button', { name: 'Send invitation' }).click()
    await expect(host.getByText(`An invitation is on its way to ${email}.`)).toBeVisible()
    await expect(host.getByRole('region', { name: 'Invited, not here yet' })).toContainText(email)
  })

  await test.step('the link of the mail says who asks and into what, and leaves the address bar', async () => {
    const mail = await readMail({ to: email })
    expect(mail.text).toContain(account.name)
    await page.goto(mail.link)
    await expect(page.getByRole('heading', { level: 1, name: `Join ${account.name}` })).toBeVisible()
    await expect(page.getByText(`The invitation is for ${email}.`)).toBeVisible()
    expect(page.url()).toBe(`${address}/invitations`)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: `Join ${account.name}` })).toBeVisible()
  })

  await test.step('a name and a password later they are in the Marketplace of that account', async () => {
    await page.getByLabel('Your name').fill('Ines')
    await page.getByRole('textbox', { name: 'Password' }).fill('short')
    await page.getByRole('button', { name: 'Create sign-in and join' }).click()
    await expect(page.getByText(/guessed too easily/)).toBeVisible()
    await page.getByRole('textbox', { name: 'Password' }).fill(`a few words ${unique()}`)
    await page.getByRole('button', { name: 'Create sign-in and join' }).click()
    await expect(page).toHaveURL(/\/marketplace$/)
    await expect(page.getByRole('button', { name: `Account: ${account.name}. Switch account` })).toBeVisible()
  })

  await test.step('they connect a key for themself alone, and one for everybody', async () => {
    await page.goto('/marketplace/demo?connect')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'API key' }).fill(makeDemoKey())
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Ines alone')
    await dialog.getByRole('radio', { name: 'Only me' }).check()
    await dialog.getByRole('button', { name: 'Test & save' }).click()
    await expect(dialog.getByRole('heading', { name: /^Connected as/ })).toBeVisible()
    const api = openApi({ baseUrl: address, authorization: `JWT ${await sessionOf(page)}` })
    await api.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName: 'Team line', credentialPayload: { token: makeDemoKey() } })
    // Left open, while somebody removes them.
    await page.goto('/settings/members')
    await expect(rowOf(page, 'Ines')).toContainText('you')
    await expect(page.getByText(/^Owners and admins of the account invite/)).toBeVisible()
  })

  await test.step('the owner sees what would go and to whom the rest passes, names a new owner, and removes them', async () => {
    const { docs } = await owner.must('GET', `/memberships?where[account][equals]=${account.id}&where[user][equals]=${colleague.id}`)
    await owner.must('PATCH', `/memberships/${docs[0].id}`, { role: 'owner' })
    await host.reload()
    await choose({ page: host, of: 'Ines', verb: 'Remove…' })
    const dialog = host.getByRole('alertdialog', { name: 'Remove Ines?' })
    await expect(dialog).toContainText(/1 private connection is revoked and the key destroyed:\s*Ines alone · Demo service/)
    await expect(dialog).toContainText(/1 shared connection goes on working and passes to Olga:\s*Team line · Demo service/)
    await dialog.getByLabel('New owner of the shared connections').selectOption({ label: 'Cleo' })
    await expect(dialog).toContainText(/passes to Cleo:\s*Team line/)
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await expect(host.getByText('Ines no longer belongs to the account.')).toBeVisible()
    await expect(rowOf(host, 'Ines')).toHaveCount(0)
    const { docs: left } = await owner.must('GET', `/connections?where[account][equals]=${account.id}&sort=displayName`)
    expect(left.map((one: { displayName: string; status: string; owner: string }) => [one.displayName, one.status, one.owner === colleague.id])).toEqual([['Ines alone', 'revoked', false], ['Team line', 'active', true]])
  })

  await test.step('the page they had open tells them, and shows how things are', async () => {
    await choose({ page, of: 'Ines', verb: 'Leave the account…' })
    await expect(page.getByText(/^You no longer belong to this account/)).toBeVisible()
    await expect(page.getByRole('heading', { name: 'You are not in an account yet' })).toBeVisible()
  })
})

test('a forgotten password is set anew from a mail, and the old one and its sign-ins end; API tokens are named, and end at a press', async ({ page, platform, visit, owner, account, address }) => {
  const [email, before, next, last] = [`vera-${unique()}@patchbay.test`, `before ${unique()} words`, `next ${unique()} words`, `last ${unique()} words`]
  const { doc } = await platform.must('POST', '/users', { email, password: before, name: 'Vera', platformRole: 'none' })
  const { token } = await platform.must('POST', '/users/login', { email, password: before })
  const elsewhere = await visit({ person: { ...platform, id: doc.id, email, password: before, session: token } })
  await owner.must('POST', '/memberships', { account: account.id, user: doc.id, role: 'admin' })
  const made = await openApi({ baseUrl: address, authorization: `JWT ${token}` }).must('POST', '/api-tokens', { name: 'Vera’s export', account: account.id, scopes: ['read'] })
  const program = openApi({ baseUrl: address, authorization: `Bearer ${made.token}` })

  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible()
  await expect(async () => {
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Send link' }).click()
    await expect(page.getByRole('status').filter({ hasText: `If somebody signs in with ${email}` })).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await page.goto((await readMail({ to: email })).link)
  await expect(page).toHaveURL(/\/reset-password$/)
  await page.getByRole('textbox', { name: 'New password' }).fill(next)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('heading', { name: 'Your password is set' })).toBeVisible()
  await elsewhere.goto('/marketplace')
  await expect(elsewhere).toHaveURL(/\/sign-in/)


  await test.step('the API tokens that still work are named, and lead to where they end', async () => {
    await expect(page.getByRole('status').filter({ hasText: 'An API token you made still works' })).toContainText(`Vera’s export · ${account.name}`)
    await page.getByRole('link', { name: 'Sign in and revoke them' }).click()
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(next)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/\/settings\/you$/)
    await expect(page.getByRole('list', { name: 'API tokens you made' })).toContainText('Vera’s export')
  })

  await test.step('one’s own name is changed', async () => {
    await expect(async () => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Vera Neu')
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByRole('button', { name: 'Vera Neu, your menu' })).toBeVisible({ timeout: 5_000 })
    }).toPass()
  })

  await test.step('a change of one’s own password names them as well, and ends them at a press', async () => {
    const form = page.getByRole('region', { name: 'Change password' })
    await form.getByLabel('Current password').fill('not this one')
    await form.getByLabel('New password').fill(last)
    await form.getByRole('button', { name: 'Change password' }).click()
    await expect(form.getByText('This is not your current password.')).toBeVisible()
    await form.getByLabel('Current password').fill(next)
    await form.getByRole('button', { name: 'Change password' }).click()
    await expect(form.getByRole('status')).toHaveText('The API token you made still works. Revoke it below if somebody else may know it.')
    expect((await program.call('GET', '/connections')).status).toBe(200)
    await page.getByRole('button', { name: 'Revoke all' }).click()
    await page.getByRole('alertdialog', { name: 'Revoke 1 API token?' }).getByRole('button', { name: 'Revoke all' }).click()
    await expect(page.getByText('1 API token no longer works.')).toBeVisible()
    await expect(page.getByRole('list', { name: 'API tokens you made' })).toHaveCount(0)
    await expect(form.getByRole('status')).toBeEmpty()
    expect((await program.call('GET', '/connections')).status).toBe(401)
  })

  await test.step('another address to sign in with takes the password, and the former one is told', async () => {
    const form = page.getByRole('region', { name: 'Email' })
    await form.getByLabel('New email').fill('nobody')
    await form.getByRole('button', { name: 'Change email' }).click()
    await expect(form.getByText(/^Write an e-mail address/)).toBeVisible()
    await form.getByLabel('New email').fill(`new-${email}`)
    await form.getByLabel('Current password').fill(next)
    await form.getByRole('button', { name: 'Change email' }).click()
    await expect(form.getByText('This is not your current password.')).toBeVisible()
    await form.getByLabel('New email').fill(owner.email)
    await form.getByLabel('Current password').fill(last)
    await form.getByRole('button', { name: 'Change email' }).click()
    await expect(form.getByText('Somebody signs in with this address already. Use another one.')).toBeVisible()
    await form.getByLabel('New email').fill(`new-${email}`)
    await form.getByRole('button', { name: 'Change email' }).click()
    await expect(page.getByText(`You sign in with new-${email} from now on.`)).toBeVisible()
    await expect(form).toContainText(`Now: new-${email}`)
    expect((await platform.call('POST', '/users/login', { email: `new-${email}`, password: last })).status).toBe(200)
  })
})

test('a token is shown once, works, and ends when it is revoked; who may only look is told who can', async ({ visit, owner, member, account, address }) => {
  const page = await visit({ person: owner, account })
  await page.goto('/settings/tokens')
  const dialog = await open({ page, button: 'Make a token', dialog: 'Make a token' })
  await dialog.getByLabel('Name').fill('Nightly export')
  await dialog.getByRole('checkbox', { name: /^Use/ }).uncheck()
  await dialog.getByRole('radio', { name: '30 days' }).check()
  await dialog.getByRole('button', { name: 'Make token' }).click()
  const made = page.getByRole('dialog', { name: 'Copy the token now' })
  const token = (await made.getByText(/^pb_/).textContent()) ?? ''
  await page.keyboard.press('Escape')
  await expect(made.getByRole('alert')).toHaveText(/not shown again/)
  const program = openApi({ baseUrl: address, authorization: `Bearer ${token}` })
  expect((await program.call('GET', '/connections')).status).toBe(200)
  await made.getByRole('button', { name: 'I have copied it' }).click()
  const row = page.getByRole('row', { name: /Nightly export/ })
  await expect(row.getByRole('cell').first()).toHaveText('Read', { useInnerText: true })
  await expect(row.getByRole('cell').nth(2)).toHaveText(/^(\d{1,2} [A-Z][a-z]{2}( \d{4})?|in 30 days)$/, { useInnerText: true })
  await expect(async () => {
    await page.reload()
    await expect(row).toContainText('just now', { timeout: 500 })
  }).toPass()
  expect(await page.content()).not.toContain(token)

  await row.getByRole('button', { name: 'Revoke Nightly export' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByRole('heading', { name: 'No API tokens yet' })).toBeVisible()
  expect((await program.call('GET', '/connections')).status).toBe(401)

  const other = await visit({ person: member, account })
  await other.goto('/settings/tokens')
  await expect(other.getByText(/^Owners and admins of the account see and make API tokens/)).toBeVisible()
  await expect(other.getByRole('button', { name: 'Make a token' })).toHaveCount(0)
})

test('an account is renamed, and deleted by an owner who types its name and their password', async ({ visit, platform, owner }) => {
  const name = `Brief ${unique()}`
  const { doc } = await platform.must('POST', '/accounts', { name, slug: name.toLowerCase().replace(' ', '-') })
  await platform.must('POST', '/memberships', { account: doc.id, user: owner.id, role: 'owner' })
  const page = await visit({ person: owner, account: { id: doc.id, name } })
  await page.goto('/settings/account')
  await expect(async () => {
    await page.getByRole('textbox', { name: 'Name' }).fill(`${name} renamed`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('button', { name: `Account: ${name} renamed. Switch account` })).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await test.step('a session that ended is begun again over the form, which then is saved once', async () => {
    await page.context().clearCookies({ name: 'payload-token' })
    await page.getByRole('textbox', { name: 'Name' }).fill(`${name} at last`)
    await page.getByRole('button', { name: 'Save' }).click()
    const password = page.getByRole('dialog', { name: 'Your session has ended' }).getByLabel('Your password for Patchbay')
    await password.fill(owner.password)
    await password.press('Enter')
    await expect(page.getByRole('button', { name: `Account: ${name} at last. Switch account` })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(`${name} at last`)
    const { docs } = await owner.must('GET', `/audit-events?where[account][equals]=${doc.id}&where[action][equals]=account.updated`)
    expect(docs).toHaveLength(2)
  })
  await page.getByRole('button', { name: 'Delete the account…' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('1 membership')
  await expect(dialog).toContainText('No provider is told: keys and allowed access stay valid there.')
  await expect(dialog.getByRole('button', { name: 'Delete for good' })).toBeDisabled()
  await dialog.getByLabel(`Type “${name} at last” to confirm`).fill(`${name} at last`)
  await expect(dialog.getByRole('button', { name: 'Delete for good' })).toBeDisabled()
  await dialog.getByLabel('Current password').fill('not this one')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(dialog.getByText('This is not your current password.')).toBeVisible()
  await dialog.getByLabel('Current password').fill(owner.password)
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page).toHaveURL(/\/marketplace$/)
  expect((await owner.call('GET', `/accounts/${doc.id}`)).status).toBe(404)
})
