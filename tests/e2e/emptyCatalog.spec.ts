import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSignIns, startApp } from '../support/startApp.ts'
import { signIn } from './support/signIn.ts'
import { expect, test } from './support/test.ts'
import { watchPage } from './support/watchPage.ts'

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
const fiveMinutesMs = 300_000

/** An installation of its own: nowhere else may all rows go. */
test('an empty catalog says so to a tenant, and a platform admin fills it with one press', async ({ browser, faults }, info) => {
  test.setTimeout(180_000)
  const refusedFile = info.outputPath('refused')
  writeFileSync(refusedFile, '')
  const printed: string[] = []
  const begunMs = performance.now()
  const app = await startApp({ onLine: (line) => printed.push(line), refusedFile })
  // The first start of the tests builds the pages where nobody has.
  const startMs = Math.max(performance.now() - begunMs, Number(process.env['E2E_START_MS'] ?? 0))
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

    await test.step('what the terminal and the README say makes a first connection, within five minutes of npm start and without the network', async () => {
      const firstMs = performance.now()
      const [, url] = /Patchbay\s+(http\S+)/.exec(printed.join('\n'))!
      const [, email, password] = /Sign in\s+(\S+)\s+(\S+)/.exec(printed.join('\n'))!
      const [, name, key] = /choose \*\*(.+?)\*\* and paste\s+`(\S+)`/.exec(readme)!
      const visit = await browser.newContext()
      const newcomer = await visit.newPage()
      watchPage({ page: newcomer, faults })
      await newcomer.goto(url!)
      await newcomer.getByLabel('Email').fill(email!)
      await newcomer.getByLabel('Password').fill(password!)
      await newcomer.getByRole('button', { name: 'Sign in' }).click()
      await newcomer.getByRole('link', { name: name!, exact: true }).click()
      const dialog = newcomer.getByRole('dialog')
      await expect(async () => {
        await newcomer.getByRole('button', { name: `Connect ${name}` }).click({ timeout: 2_000 })
        await expect(dialog).toBeVisible({ timeout: 2_000 })
      }).toPass()
      await dialog.getByRole('textbox', { name: 'API key' }).fill(key!)
      await dialog.getByRole('button', { name: 'Test & save' }).click()
      await expect(dialog.getByRole('heading', { name: /^Connected as Demo account/ })).toBeVisible()
      expect(startMs + performance.now() - firstMs).toBeLessThan(fiveMinutesMs)
      expect(readFileSync(refusedFile, 'utf8'), 'hosts that the server asked for').toBe('')
      await visit.close()
    })
  } finally {
    await app.stop()
  }
})
