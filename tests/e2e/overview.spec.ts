import type { Page } from '@playwright/test'
import { expectAccessible } from './support/expectAccessible.ts'
import { findLeaks } from './support/findLeaks.ts'
import { expect, makeDemoKey, test, unique } from './support/test.ts'

/** Clicks until it has brought about what it must: a click before the page is alive is lost, and what a click opened late lies over the button. */
const press = async ({ page, name, until }: { page: Page; name: string | RegExp; until: () => Promise<void> }): Promise<void> =>
  expect(async () => {
    await page.getByRole('button', { name }).first().click({ timeout: 2_000 }).catch(() => {})
    await until()
  }).toPass()
const panelOf = (page: Page, title: string | RegExp) => page.locator('.pb-panel').filter({ has: page.getByRole('heading', { name: title }) })

test('a platform admin sees what needs a hand, cuts a connection off with a reason, and lifts it', async ({ visit, platform, owner, account }) => {
  test.setTimeout(120_000)
  const connect = async (displayName: string, more: object): Promise<string> => (await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName, ...more })).connection.id
  const [good, wrong] = [makeDemoKey(), makeDemoKey('wrong')]
  const works = await connect(`Works ${account.name}`, { credentialPayload: { token: good } })
  const secretName = `Name ${unique()}`
  const refused = await connect(secretName, { credentialPayload: { token: wrong }, test: false, visibility: 'private' })
  await owner.must('POST', `/connections/${refused}/test`)
  const wish = `Wish ${unique()}`
  await owner.must('POST', '/provider-requests', { workspaceId: account.id, name: wish, why: 'For our invoices.' })

  const page = await visit({ person: platform })
  const answers: Promise<string>[] = []
  page.on('response', (response) => answers.push(response.text().catch(() => '')))
  await page.goto('/admin')
  await test.step('the overview', async () => {
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Newest failures' })).toContainText(account.name)
    await expect(page.getByRole('region', { name: 'Health by provider' }).getByRole('row', { name: /Demo service/ })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Calls in the last 30 days' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Rows and what they lack' })).toContainText(/Lacks/)
    await expect(page.getByRole('region', { name: 'Installation' })).toContainText(/wraps .* data key/)
    await expect(page.getByRole('region', { name: 'Installation' })).toContainText('1 worker at work')
    expect((await page.content()).includes(secretName), 'the name of a private connection').toBe(false)
  })

  await test.step('a request is answered', async () => {
    const request = page.getByRole('region', { name: 'Requested providers' }).getByRole('listitem').filter({ hasText: wish })
    await request.getByRole('textbox', { name: 'Note to those who asked' }).fill('Next month.')
    await request.getByRole('button', { name: 'Send answer' }).click()
    await expect(request).toHaveCount(0)
    const { docs } = await owner.must('GET', `/provider-requests?where[name][equals]=${encodeURIComponent(wish)}`)
    expect(docs).toMatchObject([{ status: 'planned', answer: 'Next month.' }])
  })

  const reason = `Seen in a public place ${unique()}`
  await test.step('cut off in two clicks and a reason', async () => {
    await page.goto(`/admin/collections/connections/${works}`)
    await press({ page, name: 'Cut off…', until: () => expect(page.getByRole('dialog')).toBeVisible({ timeout: 2_000 }) })
    await expect(page.getByRole('dialog').getByText('1 connection in 1 account', { exact: true }), 'no API token can call with it, so none is spoken of').toBeVisible()
    await expectAccessible({ page, what: 'cut-off dialog', within: 'dialog[open]' })
    await page.getByRole('button', { name: 'Cut off', exact: true }).click()
    await expect(page.getByRole('alert').filter({ hasText: /Say why/ })).toBeVisible()
    await page.getByRole('textbox', { name: 'Reason, read by the account' }).fill(reason)
    await page.keyboard.press('Enter')
    await expect(panelOf(page, 'Cut off')).toContainText(reason)
  })

  await test.step('the account reads why', async () => {
    expect(await owner.must('GET', `/connections/${works}`)).toMatchObject({ status: 'active', blockedBy: 'platform', blockedReason: reason })
    const told = await owner.must('GET', `/integrations/resolve?workspaceId=${account.id}&provider=demo&connectionId=${works}`)
    expect([told.code, JSON.stringify(told.reasons).includes(reason)]).toEqual(['connection_blocked', true])
  })

  await test.step('lifted again', async () => {
    await page.getByRole('button', { name: 'Lift the cut' }).click()
    await expect(page.getByRole('button', { name: 'Cut off…' })).toBeVisible()
    expect((await owner.must('GET', `/connections/${works}`)).blockedBy).toBeNull()
  })

  await test.step('an account is revoked in bulk once its slug is typed', async () => {
    await page.goto(`/admin/collections/accounts/${account.id}`)
    await press({ page, name: 'Revoke 2 keys…', until: () => expect(page.getByRole('dialog', { name: 'Destroy 2 keys?' })).toBeVisible({ timeout: 2_000 }) })
    const dialog = page.getByRole('dialog', { name: 'Destroy 2 keys?' })
    await expect(dialog.getByRole('button', { name: 'Revoke all' })).toBeDisabled()
    const { slug } = await owner.must('GET', `/accounts/${account.id}`)
    await dialog.getByRole('textbox', { name: `Type ${slug} to confirm` }).fill(slug)
    await dialog.getByRole('button', { name: 'Revoke all' }).click()
    await expect(panelOf(page, 'Revoke every key of the account')).toContainText('There is no key to revoke.')
    expect(await owner.must('GET', `/connections/${works}`)).toMatchObject({ status: 'revoked', revocation: { provider: 'unsupported' } })
    const panel = panelOf(page, 'Revoke every key of the account')
    await expect(panel.getByRole('status')).toHaveText('2 keys destroyed here. At the providers: 2 without a way to be told.')
    const report = await page.request.get(String(await panel.getByRole('link', { name: 'Download the report' }).getAttribute('href')), { headers: { 'sec-fetch-site': 'same-origin' } })
    expect([report.status(), (await report.text()).includes(works)]).toEqual([200, true])
    await page.goto('/admin')
    await expect(page.getByRole('region', { name: 'Revoked in bulk' }).getByRole('listitem').filter({ hasText: '2 keys destroyed here.' }).first()).toBeVisible()
  })

  expect((await Promise.all(answers)).flatMap((text) => findLeaks({ text, secrets: { good, wrong } }))).toEqual([])
})

test('a built-in credential is tested, sealed in the panel and never shown again', async ({ visit, platform, openStation }) => {
  test.setTimeout(120_000)
  const station = await openStation()
  const [key, next] = [`sig-${unique()}${unique()}`, `sig-${unique()}${unique()}`]
  const page = await visit({ person: platform })
  const answers: Promise<string>[] = []
  page.on('response', (response) => answers.push(response.text().catch(() => '')))
  const signal = page.getByLabel('Signal key', { exact: true })

  await test.step('the provider is picked from a list, and its fields appear', async () => {
    await page.goto('/admin/collections/built-in-credentials/create')
    await expect(async () => {
      await page.getByRole('combobox').first().fill(station.row.name)
      await page.getByRole('option', { name: new RegExp(station.row.name) }).click({ timeout: 2_000 })
      await expect(signal).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await expect(page.getByText('OAuth client')).toHaveCount(0)
  })

  await test.step('a key that is refused is not sealed', async () => {
    await signal.fill(key)
    await page.getByLabel('Crew').fill('vega')
    await page.getByRole('button', { name: 'Test & seal' }).click()
    await expect(page.getByRole('alert').filter({ hasText: /did not accept the key/ })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Seal it anyway' })).toBeVisible()
    expect((await platform.must('GET', `/built-in-credentials?where[provider][equals]=${station.row.key}`)).totalDocs).toBe(0)
  })

  await test.step('what tenants may call is written as requests, and read back as words', async () => {
    await page.getByRole('button', { name: 'Add a request' }).click()
    const path = page.getByRole('textbox', { name: 'Path below the base URL' })
    await path.fill('v1')
    await expect(page.getByText('Begin with a slash, such as /v1/models.')).toBeVisible()
    await path.fill('/signals/*')
    await expect(page.getByText('GET everything below /signals/')).toBeVisible()
  })

  station.keys.add(key)
  await page.getByRole('button', { name: 'Test & seal' }).click()
  await expect(page).toHaveURL(/built-in-credentials\/[0-9a-f-]{36}/)
  const id = /built-in-credentials\/([0-9a-f-]{36})/.exec(page.url())![1]!
  const panel = panelOf(page, 'Credential')
  await expect(panel).toContainText('A credential is sealed. It cannot be shown again.')
  await expect(panel.getByRole('definition').first()).toContainText('…')
  expect(await platform.must('GET', `/built-in-credentials/${id}`)).toMatchObject({ provider: station.row.key, purpose: 'credential', enabled: true, allow: [{ method: 'GET', path: '/signals/*' }] })
  await expect(page.getByText('Not used through tenant doors today.')).toBeVisible()
  await expectAccessible({ page, what: 'built-in credential', within: '.pb-panel' })

  await test.step('it is replaced, and the new one was tested first', async () => {
    station.keys.add(next)
    await press({ page, name: 'Replace it', until: () => expect(signal).toBeVisible({ timeout: 2_000 }) })
    await signal.fill(next)
    await page.getByLabel('Crew').fill('lyra')
    await page.getByRole('button', { name: 'Test & seal' }).click()
    await expect(signal).toHaveCount(0)
    expect(station.seen.at(-1)?.headers['x-station-key']).toBe(`Signal ${next}`)
  })

  await page.reload()
  await expect(panel).toContainText('A credential is sealed.')
  await test.step('the list calls it by the provider’s name, its key behind it', async () => {
    await page.goto('/admin/collections/built-in-credentials')
    await expect(page.getByRole('link', { name: `${station.row.name} ${station.row.key}` })).toHaveAttribute('href', new RegExp(`/${id}$`))
  })
  answers.push(platform.must('GET', `/built-in-credentials/${id}?depth=2`).then((body) => JSON.stringify(body)))
  expect((await Promise.all(answers)).flatMap((text) => findLeaks({ text, secrets: { key, next } }))).toEqual([])
  await platform.must('DELETE', `/built-in-credentials/${id}`)
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 768, 1280]) {
    test(`the overview is accessible: ${colorScheme}, ${width} px wide`, async ({ visit, platform }) => {
      const page = await visit({ person: platform, context: { colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' } })
      await page.goto('/admin')
      await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
      await expectAccessible({ page, what: `overview, ${colorScheme}, ${width}` })
    })
  }
}
