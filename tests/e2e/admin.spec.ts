import { providerForm } from './support/providerForm.ts'
import { expect, test } from './support/test.ts'

test('a platform admin signs in and finds what there is to manage', async ({ page, platform }) => {
  await page.goto('/admin')
  await expect(page).toHaveURL(/\/admin\/login/)
  await page.getByRole('textbox', { name: /^Email/ }).fill(platform.email)
  await page.getByLabel(/^Password/).fill(platform.password)
  await page.getByRole('button', { name: 'Login' }).click()
  for (const name of ['Providers', 'Built-in credentials', 'Accounts', 'Memberships', 'Connections', 'API tokens', 'Users', 'Audit events']) {
    await expect(page.getByRole('link', { name: new RegExp(`^(Show all )?${name}`) }).first(), name).toBeVisible()
  }
})

test('a row edited in the form is live in the Marketplace at once', async ({ visit, platform, owner, account, openStation }) => {
  const station = await openStation()
  const { docs } = await platform.must('GET', `/integration-providers?where[key][equals]=${station.row.key}`)
  const tenant = await visit({ person: owner, account })
  await tenant.goto(`/marketplace/${station.row.key}`)
  await expect(tenant.getByRole('heading', { level: 1, name: station.row.name })).toBeVisible()

  const admin = await visit({ person: platform })
  await admin.goto(`/admin/collections/integration-providers/${docs[0].id}`)
  const form = providerForm(admin)
  await form.isReady()
  const renamed = `${station.row.name} renamed`
  await form.fill(admin.getByRole('textbox', { name: /^Name \*/ }), renamed)
  // Each field of the dialog has an input “Label”: only the path tells them apart.
  await form.fill(admin.locator('#field-authMethods__0__fields__1__label'), 'Crew in orbit')
  expect((await form.save()).status()).toBe(200)

  await tenant.reload()
  await expect(tenant.getByRole('heading', { level: 1, name: renamed })).toBeVisible()
  await tenant.getByRole('button', { name: `Connect ${renamed}` }).click()
  await expect(tenant.getByRole('dialog').getByRole('textbox', { name: 'Crew in orbit' })).toBeVisible()
})

test('a faulty row is refused in the form with its path and reason, and the live one stays', async ({ visit, platform, openStation }) => {
  const station = await openStation()
  const find = async () => (await platform.must('GET', `/integration-providers?where[key][equals]=${station.row.key}`)).docs[0]
  const admin = await visit({ person: platform })
  await admin.goto(`/admin/collections/integration-providers/${(await find()).id}`)
  const form = providerForm(admin)
  await form.isReady()
  const baseUrl = admin.getByRole('textbox', { name: 'Base URL' })

  await test.step('an address that names a field nobody declared', async () => {
    await form.fill(baseUrl, 'https://{{nowhere}}.example.com')
    await expect(admin.locator('#field-baseUrl').locator('..').locator('..').getByText('{{nowhere}} is not a field of the auth method')).toBeVisible()
    await form.isRefused('Base URL: {{nowhere}} is not a field of the auth method')
    await expect(baseUrl).toBeFocused()
    expect((await find()).baseUrl).toBe(station.row['baseUrl'])
  })

  await test.step('what is no JSON is kept as typed and not saved', async () => {
    await admin.reload()
    await form.isReady()
    await form.unfold('Refusals, retries and time')
    const retries = admin.getByRole('group', { name: 'Retries' })
    await retries.locator('..').getByRole('button', { name: 'Advanced: edit as JSON' }).click()
    const retry = admin.getByRole('textbox', { name: 'Retries' })
    await form.fill(retry, '{ "on": [429')
    await form.isRefused('Retries: Must be an object.')
    await expect(retry).toHaveValue('{ "on": [429')
    await retry.fill('{ "on": [429], "maxAttempts": 2 }')
    await form.hasNoFaults()
    expect((await form.save()).status()).toBe(200)
    expect((await find()).retry).toEqual({ on: [429], maxAttempts: 2 })
  })
})

test('tenants are sent from the admin panel to the Marketplace', async ({ visit, owner, member, account }) => {
  for (const person of [owner, member]) {
    const page = await visit({ person, account })
    for (const path of ['/admin', '/admin/collections/connections', '/admin/collections/users']) {
      await page.goto(path)
      await expect(page, path).toHaveURL(/\/marketplace$/)
    }
  }
})
