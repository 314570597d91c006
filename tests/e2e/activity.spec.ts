import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectAccessible } from './support/expectAccessible.ts'
import { type Account, expect, makeDemoKey, test } from './support/test.ts'
import type { Person } from './support/signIn.ts'

const connect = async ({ as, account, displayName, ...more }: { as: Person; account: Account; displayName: string; visibility?: string }): Promise<string> =>
  (await as.must('POST', '/integrations/provider-connections', { workspaceId: account.id, provider: 'demo', displayName, credentialPayload: { token: makeDemoKey() }, ...more })).connection.id
const setPolicy = ({ as, account, mode }: { as: Person; account: Account; mode: string }) => as.call('PUT', '/integrations/routing-policies', { workspaceId: account.id, provider: 'demo', mode })

const trail = (page: Page) => page.getByRole('table', { name: 'Activity' })
const rowOf = (page: Page, what: string | RegExp) => trail(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name: what }) })
/** The loopback, by whichever of its addresses the browser came. */
const fromHere = /from (127\.0\.0\.1|::1)/
const filters = (page: Page) => page.getByRole('form', { name: 'Filters' })

test('the trail says who did what to what, and where it led', async ({ visit, owner, member, account }) => {
  const id = await connect({ as: owner, account, displayName: 'Main line' })
  await connect({ as: owner, account, displayName: 'Quiet line', visibility: 'private' })
  await owner.must('POST', `/connections/${id}/test`)
  expect((await setPolicy({ as: member, account, mode: 'byo' })).status).toBe(403)
  const page = await visit({ person: owner, account })

  await test.step('from the tabs of Settings', async () => {
    await page.goto('/settings/integrations')
    const tab = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Activity' })
    await tab.click()
    await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
    await expect(tab).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'page')
  })

  await test.step('in plain words, the newest first', async () => {
    await expect(trail(page).getByRole('rowheader').first()).toHaveText('Tried what they may not do')
    await expect(rowOf(page, 'Tried what they may not do')).toContainText('Denied')
    await expect(rowOf(page, 'Tested the key')).toContainText(['Main line'])
    await expect(rowOf(page, 'Tested the key').getByRole('cell', { name: /^You from / })).toBeVisible()
    await expect(rowOf(page, 'Added the connection').filter({ hasText: 'Quiet line' })).toContainText('Demo service')
    await expect(rowOf(page, 'Made the account')).toHaveCount(1)
  })

  await test.step('and from where', async () => {
    await expect(rowOf(page, 'Tested the key')).toContainText(fromHere)
    await expect(rowOf(page, 'Tried what they may not do')).toContainText(fromHere)
  })

  await test.step('an event leads to its connection', async () => {
    await rowOf(page, 'Tested the key').getByRole('link', { name: 'Main line' }).click()
    await expect(page).toHaveURL(/\/settings\/integrations/)
    await expect(page.getByRole('row', { name: /Main line/ })).toBeVisible()
  })

  await test.step('a colleague reads nothing of a private connection', async () => {
    const other = await visit({ person: member, account })
    await other.goto('/settings/activity')
    await expect(rowOf(other, 'Added the connection')).toHaveCount(1)
    await expect(other.getByText('Quiet line')).toHaveCount(0)
    await expect(rowOf(other, 'Added the connection')).not.toContainText(fromHere)
    await expect(rowOf(other, 'Tried what they may not do')).toContainText(fromHere)
  })
})

test('filters live in the address, and the CSV holds the same events', async ({ visit, owner, member, account }) => {
  await connect({ as: owner, account, displayName: 'First' })
  await connect({ as: member, account, displayName: 'Second' })
  const page = await visit({ person: owner, account })
  await page.goto('/settings/activity')
  await filters(page).getByLabel('What', { exact: true }).selectOption({ label: 'Changes of connections' })
  await filters(page).getByLabel('Connection', { exact: true }).selectOption({ label: 'Second' })
  await filters(page).getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/\/settings\/activity\?kind=connections&connection=[0-9a-f-]{36}$/)
  await expect(page.getByRole('status').filter({ hasText: 'event' })).toHaveText('1 event')
  await expect(trail(page).getByRole('row')).toHaveCount(2)

  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  const download = await downloading
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  expect([download.suggestedFilename(), lines.length]).toEqual(['audit-events.csv', 2])
  expect(lines[1]).toContain('connection.created')
  expect(lines[1]).toMatch(/,(127\.0\.0\.1|::1)$/)

  await page.reload()
  await expect(filters(page).getByLabel('What', { exact: true })).toHaveValue('connections')
  await filters(page).getByLabel('To', { exact: true }).fill('2020-01-01')
  await filters(page).getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing fits these filters' })).toBeVisible()
  await page.getByRole('link', { name: 'Clear filters' }).last().click()
  await expect(page).toHaveURL(/\/settings\/activity$/)
  await expect(filters(page).getByLabel('What', { exact: true })).toHaveValue('')
})

test('a long trail has pages, without JavaScript too', async ({ visit, owner, account }) => {
  for (let index = 0; index < 52; index += 1) expect((await setPolicy({ as: owner, account, mode: index % 2 === 0 ? 'byo' : 'built_in' })).status).toBe(200)
  const page = await visit({ person: owner, account, context: { javaScriptEnabled: false, viewport: { width: 320, height: 800 } } })
  const pages = page.getByRole('navigation', { name: 'Pages' })
  await page.goto('/settings/activity')
  await expect(trail(page).getByRole('rowheader')).toHaveCount(50)
  await expect(pages.getByRole('link')).toHaveText(['Older'])
  await pages.getByRole('link', { name: 'Older' }).click()
  await expect(page).toHaveURL(/\?before=/)
  await expect(rowOf(page, 'Made the account')).toHaveCount(1)
  await pages.getByRole('link', { name: 'Newer' }).click()
  await expect(trail(page).getByRole('rowheader')).toHaveCount(50)
  await expect(rowOf(page, 'Made the account')).toHaveCount(0)

  await filters(page).getByLabel('What', { exact: true }).selectOption('account')
  await filters(page).getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/\/settings\/activity\?kind=account$/)
  await expect(trail(page).getByRole('rowheader')).toHaveText(['Made the account'])
})

test('cards on a phone are accessible: light and dark', async ({ visit, owner, account }) => {
  await connect({ as: owner, account, displayName: 'A name so long that it must find its own way of breaking on the narrowest phone' })
  const page = await visit({ person: owner, account, context: { colorScheme: 'light', viewport: { width: 320, height: 800 }, reducedMotion: 'reduce' } })
  await page.goto('/settings/activity')
  await expect(rowOf(page, 'Added the connection')).toBeVisible()
  await expectAccessible({ page, what: 'activity', isDarkToo: true })
})
