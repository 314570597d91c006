import { randomBytes } from 'node:crypto'
import { readSignIns, startApp } from '../support/startApp.ts'
import { signIn } from './support/signIn.ts'
import { expect, test } from './support/test.ts'
import { watchPage } from './support/watchPage.ts'

/** An installation of its own: nowhere else may all rows go. */
test('an empty catalog says so to a tenant, and a platform admin fills it with one press', async ({ browser, faults }) => {
  test.setTimeout(180_000)
  const app = await startApp()
  try {
    const signIns = readSignIns(app.dataDir)
    const platform = await signIn({ baseUrl: app.url, email: signIns['PATCHBAY_ADMIN_EMAIL']!, password: signIns['PATCHBAY_ADMIN_PASSWORD']! })
    const owner = await signIn({ baseUrl: app.url, email: signIns['PATCHBAY_DEMO_EMAIL']!, password: signIns['PATCHBAY_DEMO_PASSWORD']! })
    const second = { email: `second-${randomBytes(5).toString('hex')}@patchbay.test`, password: randomBytes(12).toString('hex') }
    const { doc: admin } = await platform.must('POST', '/users', { ...second, name: 'Sevda', platformRole: 'admin' })
    const { docs: accounts } = await owner.must('GET', '/accounts')
    await owner.must('POST', '/memberships', { account: accounts[0].id, user: admin.id, role: 'member' })
    const { docs: rows } = await platform.must('GET', '/integration-providers?limit=200&depth=0')
    for (const { id } of rows) await platform.must('DELETE', `/integration-providers/${id}`)

    const open = async (session: string) => {
      const context = await browser.newContext({ baseURL: app.url })
      await context.addCookies([{ name: 'payload-token', value: session, url: app.url, httpOnly: true, sameSite: 'Lax' }])
      const page = await context.newPage()
      watchPage({ page, faults })
      await page.goto('/marketplace')
      await expect(page.getByRole('heading', { name: 'The catalog is empty' })).toBeVisible()
      return page
    }
    const load = { name: 'Load starter providers' }
    const tenant = await open(owner.session)
    await expect(tenant.getByText('A platform admin adds the first providers.')).toBeVisible()
    await expect(tenant.getByRole('button', load)).toHaveCount(0)

    const page = await open((await signIn({ baseUrl: app.url, ...second })).session)
    await expect(async () => {
      const button = page.getByRole('button', load)
      if (await button.isEnabled({ timeout: 500 }).catch(() => false)) await button.click({ timeout: 2_000 })
      await expect(page.getByRole('heading', { name: 'The catalog is empty' })).toBeHidden({ timeout: 15_000 })
    }).toPass({ timeout: 90_000 })
    await expect(page.getByRole('link', { name: /Connect|Demo service/ }).first()).toBeVisible()
    await tenant.reload()
    await expect(tenant.getByRole('heading', { name: 'The catalog is empty' })).toHaveCount(0)
    for (const context of [page.context(), tenant.context()]) await context.close()
  } finally {
    await app.stop()
  }
})
