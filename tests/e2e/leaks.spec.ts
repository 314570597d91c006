import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { vaultSentinel } from '#src/engine/vault/openCredential.ts'
import { en } from '#src/messages/en.ts'
import { enPanel } from '#src/messages/enPanel.ts'
import { findLeaks } from './support/findLeaks.ts'
import { expect, importRow, test } from './support/test.ts'

const root = join(import.meta.dirname, '../..')
/** Holds signs that URLs and HTML write differently. */
const makeCanary = (): string => `sig/${randomBytes(9).toString('hex')}+&${randomBytes(6).toString('hex')}=`

/** Everything the browser receives, whatever asked for it. */
function collectAnswers(page: Page): { all(): Promise<{ url: string; text: string }[]> } {
  const answers: Promise<{ url: string; text: string }>[] = []
  page.on('response', (response) => {
    // A redirect has no body; one whose page is gone meanwhile cannot be read any more and is not counted on.
    answers.push(response.text().then((text) => ({ url: response.url(), text }), () => ({ url: response.url(), text: '' })))
  })
  return { all: () => Promise.all(answers) }
}

test('the search for leaks finds planted ones', () => {
  const canary = makeCanary()
  const bytes = Buffer.from(canary)
  const planted = [canary, encodeURIComponent(canary), bytes.toString('hex'), bytes.toString('hex').toUpperCase(), bytes.toString('base64'), bytes.toString('base64url'), Buffer.from(`:${canary}!`).toString('base64'), Buffer.from(`ab${canary}`).toString('base64'), canary.replaceAll('&', '&amp;')]
  for (const text of planted) expect(findLeaks({ text: `before ${text} after`, secrets: { canary } }), text).toHaveLength(1)
  expect(findLeaks({ text: `…${canary.slice(-4)}`, secrets: { canary } })).toEqual([])
})

test('a connected key reaches no page, no payload of a page and no admin page', async ({ visit, openStation, platform, owner, account }) => {
  test.setTimeout(120_000)
  const canary = makeCanary()
  const station = await openStation({ isLive: false })
  station.keys.add(canary)
  const [method] = station.row['authMethods'] as { fields: object[] }[]
  const [secretField, plainField] = method!.fields as [Record<string, unknown>, object]
  const anyForm = { ...secretField, pattern: undefined }
  await importRow({ platform, row: { ...station.row, authMethods: [{ ...method, fields: [anyForm, plainField] }] } })

  const page = await visit({ person: owner, account })
  const received = collectAnswers(page)
  await page.goto(`/marketplace/${station.row.key}?connect`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Signal key' }).fill(canary)
  await dialog.getByLabel('Crew').fill('vega')
  await dialog.getByRole('button', { name: 'Test & save' }).click()
  await expect(dialog.getByRole('heading', { name: /^Connected as/ })).toBeVisible()
  await dialog.getByRole('link', { name: 'Go to Settings' }).click()
  await expect(page.getByRole('row', { name: new RegExp(`^${station.row.name}`) })).toContainText('Active')

  const { docs } = await owner.must('GET', `/connections?where[account][equals]=${account.id}&depth=2`)
  const id = docs[0].id as string
  // As the browser gets them first (HTML), and as its router asks for them (RSC).
  for (const path of ['/marketplace', '/marketplace?tab=yours', `/marketplace/${station.row.key}`, '/settings/integrations', `/settings/integrations?show=${id}`, '/settings/activity', '/settings/members', '/settings/tokens', '/settings/account', '/settings/you']) {
    await page.goto(path)
    await page.evaluate((address) => fetch(address, { headers: { RSC: '1' } }).then((answer) => answer.text()), path)
  }
  for (const path of [`/api/connections/${id}?depth=2`, '/api/connections?depth=2&limit=100', `/api/connections/${id}/impact`, '/api/audit-events?limit=100', `/api/integrations/resolve?workspaceId=${account.id}&provider=${station.row.key}`]) {
    await page.evaluate((address) => fetch(address).then((answer) => answer.text()), path)
  }

  const admin = await visit({ person: platform })
  const shownToAdmin = collectAnswers(admin)
  for (const path of ['/admin', '/admin/collections/connections', `/admin/collections/connections/${id}`, '/admin/collections/accounts', `/admin/collections/accounts/${account.id}`, '/admin/collections/audit-events', '/admin/collections/integration-providers']) {
    await admin.goto(path)
    await expect(admin.getByRole('heading').first(), path).toBeVisible()
  }

  const answers = [...(await received.all()), ...(await shownToAdmin.all())]
  expect(answers.filter(({ text }) => text.includes(id)).length, 'the answers do tell of this connection').toBeGreaterThan(3)
  const leaks = answers.flatMap(({ url, text }) => findLeaks({ text, secrets: { canary, vaultSentinel } }).map((leak) => `${url}: ${leak}`))
  expect(leaks).toEqual([])
})

test('no browser bundle holds the vault or a secret of this installation', () => {
  const folder = join(root, '.next/static')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const scripts = files.filter((file) => file.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(10)
  const own = Object.fromEntries(Object.entries(process.env).filter(([name, value]) => /^PATCHBAY_(DEMO|ADMIN)_PASSWORD$/.test(name) && value)) as Record<string, string>
  expect(Object.keys(own)).toHaveLength(2)
  const leaks = files.flatMap((file) => findLeaks({ text: readFileSync(file, 'latin1'), secrets: { vaultSentinel, ...own } }).map((leak) => `${file}: ${leak}`))
  expect(leaks).toEqual([])
})

for (const path of ['/marketplace', '/marketplace/demo', '/marketplace/demo?connect', '/settings/integrations', '/settings/members', '/invitations']) {
  test(`${path} loads at most 200 kB of scripts, and no words of the admin panel`, async ({ visit, owner, account }) => {
    const page = await visit({ person: owner, account })
    const sizes: Promise<number>[] = []
    const texts: Promise<string>[] = []
    page.on('requestfinished', (request) => {
      if (request.resourceType() !== 'script') return
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
      texts.push(request.response().then((response) => response?.text() ?? ''))
    })
    await page.goto(path, { waitUntil: 'networkidle' })
    const bytes = (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0)
    expect(bytes, 'scripts were measured').toBeGreaterThan(20_000)
    expect(bytes).toBeLessThanOrEqual(200_000)
    const script = (await Promise.all(texts)).join('\n')
    expect(script, 'words of the pages were looked at').toContain(en.shell.adminPanel)
    for (const words of [enPanel.platform.cut.revokeText, enPanel.catalogTools.transfer.emptyText, enPanel.editor.hints.helpText]) expect(script.includes(words), words).toBe(false)
  })
}
