import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { findLeaks } from './support/findLeaks.ts'
import { refusal } from './support/startStation.ts'
import { expect, test, unique } from './support/test.ts'

const rows = '/admin/collections/integration-providers'
const save = (page: Page): Locator => page.getByRole('button', { name: 'Save', exact: true })

/** A click may come before the page listens: again, until it has brought about what it must. */
const clickUntil = ({ click, seen }: { click: Locator; seen: Locator }): Promise<void> =>
  expect(async () => {
    if (!(await seen.isVisible())) await click.click({ timeout: 2_000 })
    await expect(seen).toBeVisible({ timeout: 2_000 })
  }).toPass()

/** The panel asks the server about each change and writes the answer over the form: wait for it. */
const fillIn = async ({ page, field, value }: { page: Page; field: Locator; value: string }): Promise<void> => {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST' && new URL(response.url()).pathname.startsWith('/admin/collections/'))
  await field.fill(value)
  await answered
}

async function expectPartAccessible({ page, part }: { page: Page; part: string }): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
    // Payload fades from one theme into the other.
    await expect.poll(() => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)).toBe(0)
    const { violations, passes } = await new AxeBuilder({ page }).include(part).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
    expect(passes.length).toBeGreaterThan(3)
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${theme} ${id} ${target.join(' ')} ${failureSummary}`))).toEqual([])
  }
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'))
}

const openConnectionTab = async (page: Page): Promise<Locator> => {
  const baseUrl = page.getByRole('textbox', { name: 'Base URL' })
  await clickUntil({ click: page.getByRole('button', { name: 'Connection', exact: true }), seen: baseUrl })
  return baseUrl
}

test('a row is tried with a temporary key, wrong then right, as it stands in the form, and the key is nowhere', async ({ visit, platform, openStation }) => {
  const station = await openStation()
  const { docs } = await platform.must('GET', `/integration-providers?where[key][equals]=${station.row.key}`)
  const page = await visit({ person: platform })
  const texts: Promise<string>[] = []
  page.on('requestfinished', (request) => void texts.push(request.response().then((response) => response?.text() ?? '').catch(() => '')))
  await page.goto(`${rows}/${docs[0].id}`)
  await fillIn({ page, field: await openConnectionTab(page), value: `${station.url}/not-saved` })

  const panel = page.getByRole('dialog')
  const key = panel.getByLabel('Signal key')
  await clickUntil({ click: page.getByRole('button', { name: 'Try it' }), seen: key })
  const secrets = { wrong: `sig-${unique()}${unique()}`, right: `sig-${unique()}${unique()}` }
  station.keys.add(secrets.right)
  await test.step('the wrong key', async () => {
    await key.fill(secrets.wrong)
    await panel.getByLabel('Crew').fill('vega')
    await panel.getByRole('button', { name: 'Send the test request' }).click()
    await expect(panel.getByRole('heading', { name: 'It does not work yet' })).toBeVisible()
    await expect(panel.getByText(/Status 401 · \d+ ms/)).toBeVisible()
    await panel.getByText('In the service’s own words').click()
    await expect(panel.getByText(refusal, { exact: true })).toBeVisible()
  })
  await test.step('the right key', async () => {
    await key.fill(secrets.right)
    await key.press('Enter')
    await expect(panel.getByRole('heading', { name: 'It works', exact: true })).toBeVisible()
    await expect(panel.getByText('Station of vega · st-1')).toBeVisible()
    await expect(panel.getByText(`GET ${station.url}/not-saved/whoami`)).toBeVisible()
    await expect(panel.getByText('Signal ••••••••')).toBeVisible()
    await expectPartAccessible({ page, part: '.row-tools' })
  })
  expect(station.seen.map(({ path }) => path)).toEqual(['/not-saved/whoami', '/not-saved/whoami'])
  const html = await page.content()
  expect(findLeaks({ text: [html, ...(await Promise.all(texts))].join('\n'), secrets })).toEqual([])
  expect((await platform.must('GET', `/integration-providers/${docs[0].id}`)).baseUrl).toBe(station.row['baseUrl'])
})

test('a change says whom it touches before it is saved; the tenant is asked; a version is compared and put back', async ({ visit, platform, owner, account, openStation }) => {
  const station = await openStation()
  const { docs } = await platform.must('GET', `/integration-providers?where[key][equals]=${station.row.key}`)
  const id: string = docs[0].id
  const stored = async (): Promise<Record<string, unknown>> => platform.must('GET', `/integration-providers/${id}`)
  const signalKey = `sig-${unique()}`
  station.keys.add(signalKey)
  await owner.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: station.row.key, credentialPayload: { signalKey, crew: 'vega' } })

  const page = await visit({ person: platform })
  await page.goto(`${rows}/${id}`)
  const dialog = page.getByRole('dialog')
  await test.step('words alone go straight through', async () => {
    await fillIn({ page, field: page.getByRole('textbox', { name: /^Description/ }), value: 'Signals, from afar.' })
    await save(page).click()
    await expect.poll(async () => (await stored())['description']).toBe('Signals, from afar.')
    await expect(dialog).toBeHidden()
  })
  await test.step('another address asks first', async () => {
    await fillIn({ page, field: await openConnectionTab(page), value: `${station.url}/moved` })
    await clickUntil({ click: save(page), seen: dialog.getByText('1 connection of 1 account must agree first', { exact: false }) })
    await expect(dialog).toContainText('Calls go below another address.')
    await dialog.getByRole('button', { name: 'Keep editing' }).click()
    await expect(dialog).toBeHidden()
    expect((await stored())['baseUrl']).toBe(station.row['baseUrl'])
    await clickUntil({ click: save(page), seen: dialog.getByRole('button', { name: 'Save anyway' }) })
    await dialog.getByRole('button', { name: 'Save anyway' }).click()
    await expect.poll(async () => (await stored())['baseUrl']).toBe(`${station.url}/moved`)
  })
  await test.step('the tenant is asked', async () => {
    const tenant = await visit({ person: owner, account })
    await tenant.goto('/settings/integrations')
    await expect(tenant.getByRole('button', { name: /agree/i }).first()).toBeVisible()
  })
  await test.step('versions say who and what, and one is put back', async () => {
    await page.goto(`${rows}/${id}/versions`)
    const entries = page.locator('.row-tools__version')
    await expect(entries.first()).toContainText('Now')
    await expect(entries.first()).toContainText(/by \S/)
    await entries.nth(1).getByText('Compare with now').click()
    await expect(entries.nth(1).getByRole('row', { name: new RegExp(`baseUrl.*moved.*orbit`) })).toBeVisible()
    await expectPartAccessible({ page, part: '.row-tools' })
    await clickUntil({ click: entries.nth(1).getByRole('button', { name: 'Put this version back' }), seen: dialog.getByRole('button', { name: 'Put this version back' }) })
    await dialog.getByRole('button', { name: 'Put this version back' }).click()
    await expect.poll(async () => (await stored())['baseUrl']).toBe(station.row['baseUrl'])
    await expect(entries).toHaveCount(4)
  })
  await test.step('deleting says what hangs on it', async () => {
    await page.goto(`${rows}/${id}`)
    const usage = page.getByRole('button', { name: 'Who uses it' })
    await clickUntil({ click: page.locator('.doc-controls__popup button').first(), seen: usage })
    await usage.click()
    await expect(dialog).toContainText('In use by 1 connection of 1 account.')
    await expect(dialog).toContainText('It cannot be deleted')
  })
})

test('rows are imported by clicks after a look at what would change, and exported again', async ({ visit, platform, openStation }) => {
  const station = await openStation()
  const key = `imported-${unique()}`
  const page = await visit({ person: platform })
  await page.goto(rows)
  const paste = page.getByLabel('Or paste JSON here')
  await clickUntil({ click: page.getByRole('link', { name: 'Import rows' }), seen: paste })
  const show = page.getByRole('button', { name: 'Show what would change' })
  await test.step('what is no JSON is said so', async () => {
    await expect(async () => {
      await paste.fill('{ "providers": [')
      await show.click({ timeout: 2_000 })
      await expect(page.getByRole('alert').filter({ hasText: 'This is not JSON' })).toBeVisible({ timeout: 2_000 })
    }).toPass()
  })
  await test.step('a new row, a changed one and a faulty one', async () => {
    const providers = [{ ...station.row, key, name: 'Imported' }, { ...station.row, description: 'Changed by an import.' }, { key: 'x' }]
    await page.getByLabel('Choose a file').setInputFiles({ name: 'rows.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ providers })) })
    await expect(page.getByText('1 new · 1 changed · 0 as they are · 1 refused')).toBeVisible()
    await expect(page.getByRole('row', { name: /description.*Sends signals.*Changed by an import/ })).toBeVisible()
    await expect(page.getByText(/^authMethods: /)).toBeVisible()
    await expectPartAccessible({ page, part: '.row-tools' })
    await page.getByRole('checkbox', { name: `Import ${station.row.name}` }).uncheck()
    await page.getByRole('button', { name: 'Import 1 row' }).click()
    await expect(page.getByText('1 row is in the catalog and live.')).toBeVisible()
    const { docs } = await platform.must('GET', `/integration-providers?where[key][in]=${key},${station.row.key}&sort=key`)
    expect(docs.map((one: { key: string; description: string }) => [one.key, one.description])).toEqual([[key, 'Sends signals to a crew in orbit.'], [station.row.key, 'Sends signals to a crew in orbit.']])
  })
  await test.step('export', async () => {
    await page.goto(rows)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export all' }).click()])
    const { providers } = JSON.parse(await readFile(await download.path(), 'utf8'))
    expect(providers.map((one: { key: string }) => one.key)).toContain(key)
  })
  await test.step('all starter rows are there already', async () => {
    await page.goto(`${rows}/import?from=starters`)
    await expect(page.getByText('All starter providers are in the catalog already.')).toBeVisible()
  })
  await platform.must('POST', '/integration-providers/import', { providers: [{ ...station.row, key, name: 'Imported', status: 'hidden' }] })
})
