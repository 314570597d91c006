import { makeDemoKey, expect, importRow, test, unique } from './support/test.ts'

/** The main job, the way a newcomer meets it. Words are those people read. */

test('from the first sign-in to a restored connection', async ({ page, owner, account, address, anonymous, context }) => {
  await context.addCookies([{ name: 'patchbay-account', value: account.id, url: address }])
  const dialog = page.getByRole('dialog')
  const row = page.getByRole('row', { name: /Demo service/ })

  await test.step('a wrong password is refused in one sentence', async () => {
    await page.goto('/marketplace')
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fmarketplace$/)
    await page.getByLabel('Email').fill(owner.email)
    await page.getByLabel('Password').fill(unique())
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert').filter({ hasText: /do not belong together/ })).toBeFocused()
  })

  await test.step('the right one leads where the visitor wanted to go', async () => {
    await page.getByLabel('Password').fill(owner.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/\/marketplace$/)
    await expect(page.getByRole('button', { name: `Account: ${account.name}. Switch account` })).toBeVisible()
  })

  await test.step('a search finds the demo service', async () => {
    const found = page.getByRole('region', { name: 'Browse' })
    const before = await found.getByRole('listitem').count()
    expect(before).toBeGreaterThan(5)
    await page.getByRole('searchbox', { name: 'Search integrations' }).fill('pretend')
    await expect(found.getByRole('listitem')).toHaveCount(1)
    await expect(found.getByRole('status')).toHaveText('1 integration for “pretend”')
    await expect(page).toHaveURL(/[?&]q=pretend/)
    await found.getByRole('link', { name: 'Demo service' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Demo service' })).toBeVisible()
  })

  await test.step('“I’ll add it later” makes a connection that needs a key', async () => {
    await page.getByRole('button', { name: 'Connect Demo service' }).click()
    await expect(page).toHaveURL(/\?connect/)
    await dialog.getByRole('button', { name: 'I’ll add it later' }).click()
    await expect(dialog.getByRole('heading', { name: 'Added, needs a key' })).toBeFocused()
    await dialog.getByRole('link', { name: 'Go to Settings' }).click()
    await expect(page).toHaveURL(/\/settings\/integrations/)
    await expect(row).toContainText('Needs a key')
    await expect(row.getByRole('cell').first()).toContainText('None')
  })

  await test.step('a wrong key is refused with the reason, and nothing typed is lost', async () => {
    const wrong = makeDemoKey('wrong')
    await row.getByRole('button', { name: 'Add key Demo service' }).click()
    const field = dialog.getByRole('textbox', { name: 'API key' })
    await expect(field).toBeFocused()
    await field.fill(wrong)
    await dialog.getByRole('button', { name: 'Test & save' }).click()
    const refusal = dialog.getByRole('alert')
    await expect(refusal).toContainText('Demo service did not accept this key. It may be mistyped, revoked or from another project. Check it and try again.')
    await expect(refusal).toBeFocused()
    const theirWords = refusal.getByText('Keys that work here start with demo_good_')
    await expect(theirWords).toBeHidden()
    await refusal.getByText('Details').click()
    await expect(theirWords).toBeVisible()
    await expect(field).toHaveValue(wrong)
    await expect(dialog.getByRole('list', { name: 'Working…' })).toContainText('said no')
  })

  await test.step('“Save anyway” keeps it, unverified', async () => {
    await dialog.getByRole('button', { name: 'Save anyway' }).click()
    await expect(dialog.getByRole('heading', { name: 'Saved, not verified' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(dialog).toBeHidden()
    await expect(row).toContainText('Not verified')
    await row.getByRole('button', { name: 'Test Demo service' }).click()
    await expect(page.getByRole('status').filter({ hasText: /did not accept this key/ })).toBeVisible()
    await expect(row).toContainText('Needs attention')
    await expect(page.getByRole('region', { name: '1 connection needs attention.' })).toContainText('Demo service no longer accepts the key of “Demo service”.')
  })

  await test.step('the right key makes it active and names the account that answered', async () => {
    const good = makeDemoKey()
    await row.getByRole('button', { name: 'Replace key Demo service' }).click()
    await dialog.getByRole('textbox', { name: 'API key' }).fill(good)
    await dialog.getByRole('button', { name: 'Test & save' }).click()
    await expect(dialog.getByRole('heading', { name: 'Key replaced' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(row).toContainText('Active')
    await expect(row).toContainText('as Demo account')
    await expect(row).toContainText(/test passed in [\d,]+\sms · (now|just now|\d+ seconds? ago)/)
    await expect(row).toContainText(good.slice(-4))
    await expect(page.getByRole('main')).not.toContainText(good)
    await expect(page.getByRole('region', { name: /needs? attention/ })).toBeHidden()
  })

  const { docs } = await owner.must('GET', `/connections?where[account][equals]=${account.id}`)
  const { token } = await owner.must('POST', '/api-tokens', { name: 'Story', account: account.id, scopes: ['use'] })
  const callThrough = () => anonymous.call('GET', `/proxy/connections/${docs[0].id}/v1/me`, undefined, { authorization: `Bearer ${token}` })

  await test.step('a program uses it, and the page says when', async () => {
    await expect(row).toContainText('Never')
    const answer = await callThrough()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-patchbay-connection')).toBe(docs[0].id)
    await expect(async () => {
      await page.reload()
      await expect(row).not.toContainText('Never', { timeout: 500 })
    }).toPass()
    await expect(row).toContainText(/now|seconds? ago/)
  })

  await test.step('a key is replaced in place', async () => {
    const second = makeDemoKey()
    await row.getByRole('button', { name: 'More for Demo service' }).click()
    await page.getByRole('menuitem', { name: 'Replace key' }).click()
    await dialog.getByRole('textbox', { name: 'API key' }).fill(second)
    await dialog.getByRole('button', { name: 'Test & save' }).click()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(row).toContainText(second.slice(-4))
    expect((await callThrough()).status).toBe(200)
  })

  await test.step('deactivated, calls are refused with that reason; reactivated, they pass', async () => {
    await row.getByRole('button', { name: 'More for Demo service' }).click()
    await page.getByRole('menuitem', { name: 'Deactivate…' }).click()
    await dialog.getByLabel('Why').fill('The trial is over')
    await dialog.getByRole('button', { name: 'Deactivate' }).click()
    await expect(row).toContainText('Deactivated')
    await expect(row).toContainText('“The trial is over”')
    const refused = await callThrough()
    expect(refused.status).toBe(409)
    expect(refused.body.errors[0]).toMatchObject({ code: 'connection_inactive', message: expect.stringMatching(/ deactivated “Demo service” on .*: “The trial is over”\.$/) })
    await row.getByRole('button', { name: 'Reactivate Demo service' }).click()
    await expect(row).toContainText('Active')
    expect((await callThrough()).status).toBe(200)
  })

  await test.step('deleting shows what stops first, and asks for the name of what is in use', async () => {
    const question = page.getByRole('alertdialog')
    const ask = async () => {
      await row.getByRole('button', { name: 'More for Demo service' }).click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await expect(question).toContainText('Delete “Demo service”?')
    }
    await ask()
    await question.getByRole('button', { name: 'Deactivate instead' }).click()
    await expect(page.getByRole('dialog', { name: 'Deactivate “Demo service”?' }).getByLabel('Why')).toBeFocused()
    await expect(question).toBeHidden()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await ask()
    await expect(question.getByRole('listitem').filter({ hasText: /^[1-9]\d* calls? in the last 30 days$/ })).toBeVisible()
    await expect(question.getByRole('listitem').filter({ hasText: 'API token “Story”' })).toBeVisible()
    await expect(question.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled()
    await question.getByLabel('Type Demo service to confirm').fill('Demo service')
    await question.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(dialog.getByRole('heading', { name: '“Demo service” is deleted and its key destroyed here.' })).toBeVisible()
    await expect(dialog).toContainText('The key still exists at the provider')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(row).toBeHidden()
  })

  await test.step('from the trash it comes back without a key', async () => {
    await page.getByText('Trash (1)').click()
    await page.getByRole('button', { name: 'Restore Demo service' }).click()
    await expect(row).toContainText('Needs a key')
    const refused = await callThrough()
    expect(refused.body.errors[0].code).toBe('connection_disconnected')
  })
})

test('a row that names a further host asks each account first, and one press agrees', async ({ visit, owner, platform, account, openStation, anonymous }) => {
  const [station, farther] = [await openStation(), await openStation()]
  const key = `sig-${unique()}`
  for (const one of [station, farther]) one.keys.add(key)
  const { connection } = await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: station.row.key, displayName: 'Orbit', credentialPayload: { signalKey: key, crew: 'vega' } })
  const { token } = await owner.must('POST', '/api-tokens', { name: 'Consent', account: account.id, scopes: ['use'] })
  const callFarther = () => anonymous.call('GET', `/proxy/connections/${connection.id}/ping`, undefined, { authorization: `Bearer ${token}`, 'x-patchbay-service': 'farther' })

  await importRow({ platform, row: { ...station.row, manageUrl: 'https://station.example/keys', services: { farther: { baseUrl: farther.url } } } })
  const refused = await callFarther()
  expect([refused.status, refused.body.errors[0].code]).toEqual([409, 'host_consent_required'])
  expect(farther.seen).toEqual([])

  const page = await visit({ person: owner, account })
  await page.goto('/settings/integrations')
  const banner = page.getByRole('region', { name: '1 connection needs attention.' }).getByRole('listitem').filter({ hasText: `${station.row.name} now uses a further address.` })
  await expect(banner).toContainText(farther.host)
  await banner.getByRole('button', { name: 'Agree: Orbit' }).click()
  await expect(page.getByRole('status').filter({ hasText: '“Orbit” may now be used at the new address.' })).toBeVisible()
  await expect(banner).toBeHidden()

  expect((await callFarther()).status).toBe(200)
  expect(farther.seen.at(-1)?.headers['x-station-key']).toBe(`Signal ${key}`)

  await test.step('deleted, it leads to the page where the provider itself ends the key', async () => {
    await page.getByRole('button', { name: 'More for Orbit' }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    const question = page.getByRole('alertdialog', { name: 'Delete “Orbit”?' })
    await question.getByLabel('Type Orbit to confirm').fill('Orbit')
    await question.getByRole('button', { name: 'Delete', exact: true }).click()
    const link = page.getByRole('dialog').getByRole('link', { name: /^Remove it at the provider/ })
    await expect(link).toHaveAttribute('href', 'https://station.example/keys')
    await expect(link).toHaveAttribute('target', '_blank')
  })
})

test('a routing policy is chosen, and the page says in words what a call would use', async ({ visit, owner, account }) => {
  await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName: 'First key', credentialPayload: { token: makeDemoKey() } })
  const page = await visit({ person: owner, account })
  await page.goto('/settings/integrations')
  const routing = page.getByRole('region', { name: 'Which key is used' })
  await expect(routing.getByText('A call now would use “First key”.')).toBeVisible()
  await expect(routing.getByRole('radio', { name: 'Automatic' })).toBeChecked()

  await routing.getByRole('radio', { name: 'Built-in only' }).check()
  await expect(routing.getByText('A call now would be refused.')).toBeVisible()
  await routing.getByText('Why').click()
  await expect(routing.getByRole('listitem').getByRole('listitem').first()).toBeVisible()
  const { policies } = await owner.must('GET', `/integrations/routing-policies?workspaceId=${account.id}`)
  expect(policies).toMatchObject([{ provider: 'demo', mode: 'built_in' }])

  await page.reload()
  await expect(routing.getByRole('radio', { name: 'Built-in only' })).toBeChecked()
  await routing.getByRole('radio', { name: 'Own keys only' }).check()
  await expect(routing.getByText('A call now would use “First key”.')).toBeVisible()
})

test('an account has several connections, and one of them is used first', async ({ visit, owner, account }) => {
  const page = await visit({ person: owner, account })
  const dialog = page.getByRole('dialog')
  for (const name of ['Staging', 'Production']) {
    await page.goto('/marketplace/demo')
    await page.getByRole('button', { name: name === 'Staging' ? 'Connect Demo service' : 'Connect another' }).click()
    await expect(dialog.getByLabel('Name'), 'the first free one').toHaveValue('Demo service')
    await dialog.getByRole('textbox', { name: 'API key' }).fill(makeDemoKey())
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('button', { name: 'Test & save' }).click()
    await expect(dialog.getByRole('heading', { name: /^Connected as Demo account/ })).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('region', { name: 'Your connections' }).getByRole('listitem').filter({ hasText: name })).toContainText('Active')
  }
  await page.goto('/marketplace?tab=yours')
  await expect(page.getByRole('region', { name: 'Your integrations' }).getByRole('listitem')).toContainText('2 connections')

  await page.goto('/settings/integrations')
  const [staging, production] = ['Staging', 'Production'].map((name) => page.getByRole('row', { name: new RegExp(`^${name}`) })) as [ReturnType<typeof page.getByRole>, ReturnType<typeof page.getByRole>]
  await expect(staging.getByRole('rowheader')).toContainText('Default')
  await production.getByRole('button', { name: 'More for Production' }).click()
  await page.getByRole('menuitem', { name: 'Make default' }).click()
  await expect(production.getByRole('rowheader')).toContainText('Default')
  await expect(staging.getByRole('rowheader')).not.toContainText('Default')
  await expect(page.getByText('A call now would use “Production”.')).toBeVisible()

  await test.step('a name that is taken is refused where it was typed', async () => {
    await staging.getByRole('button', { name: 'More for Staging' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    const field = page.getByRole('textbox', { name: 'New name of Staging' })
    await expect(field).toBeFocused()
    await field.fill('Production')
    await field.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'Another connection of this account already has that name.' })).toBeVisible()
    await field.fill('Sandbox')
    await field.press('Enter')
    await expect(page.getByRole('row', { name: /^Sandbox/ })).toBeVisible()
  })
})

test('a browser whose clock is wrong shows the page as it was sent', async ({ visit, owner, account }) => {
  const dayMs = 86_400_000
  await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName: 'Ends later', credentialPayload: { token: makeDemoKey() }, expiresAt: new Date(Date.now() + 20 * dayMs).toISOString() })
  const page = await visit({ person: owner, account })
  // By this clock it ends within the fortnight that is warned of. Any difference to what was sent is an exception on the page.
  await page.clock.setFixedTime(new Date(Date.now() + 10 * dayMs))
  await page.goto('/settings/integrations')
  await expect(page.getByText('A call now would use “Ends later”.')).toBeVisible()
  await expect(page.getByRole('region', { name: '1 connection needs attention.' })).toBeHidden()
})

test('a private connection is seen by its maker, not by another member', async ({ visit, owner, member, colleague, account }) => {
  const mine = await visit({ person: member, account })
  await mine.goto('/marketplace/demo?connect')
  const dialog = mine.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'API key' }).fill(makeDemoKey())
  await dialog.getByLabel('Name').fill('My own')
  await dialog.getByRole('radio', { name: 'Only me' }).check()
  await dialog.getByRole('button', { name: 'Test & save' }).click()
  await expect(dialog.getByRole('heading', { name: /^Connected as/ })).toBeVisible()
  await mine.goto('/settings/integrations')
  await expect(mine.getByRole('row', { name: /^My own/ }).getByRole('rowheader')).toContainText('Private')

  await test.step('a colleague of the same rank has no way to tell that it exists', async () => {
    const theirs = await visit({ person: colleague, account })
    await theirs.goto('/settings/integrations')
    await expect(theirs.getByRole('heading', { name: 'Nothing connected yet' })).toBeVisible()
    await theirs.goto('/marketplace?tab=yours')
    await expect(theirs.getByRole('heading', { name: 'No integrations yet' })).toBeVisible()
    await theirs.goto('/marketplace/demo')
    await expect(theirs.getByText('Nothing connected yet.')).toBeVisible()
  })

  await test.step('an owner sees that it exists and may revoke it, nothing more', async () => {
    const owners = await visit({ person: owner, account })
    await owners.goto('/settings/integrations')
    const row = owners.getByRole('row', { name: /^My own/ })
    await row.getByRole('button', { name: 'More for My own' }).click()
    await expect(owners.getByRole('menuitem')).toHaveText(['Activity', 'Revoke…'])
  })
})

test('an address nobody answers is a 404 in the look of the rest', async ({ visit, owner, account }) => {
  const page = await visit({ person: owner, account })
  for (const path of ['/marketplace/no-such-provider', '/nowhere']) {
    const response = await page.goto(path)
    expect(response?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  }
})
