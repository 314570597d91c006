import type { Locator } from '@playwright/test'
import { listen } from '#tests/support/listen.ts'
import { providerForm } from './support/providerForm.ts'
import { startSecondWeb } from './support/startSecondWeb.ts'
import { alone } from './support/takeTurn.ts'
import { expect, test, unique } from './support/test.ts'

/** A service that takes its key in a header of its own. */
async function startLighthouse(key: string) {
  const seen: string[] = []
  const service = await listen((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    const isKnown = request.headers['x-lamp-key'] === `Lamp ${key}`
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(isKnown ? { keeper: { name: 'Keeper of the north' } } : { complaint: 'No such lamp.' }))
  })
  return { ...service, seen }
}

const drawLogo = (color: string): Buffer => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="${color}" d="M3 3h18v18H3z"/></svg>`)

/** Of the pictures in a frame of letters, the one in sight: which file, whether it was drawn, and in what size of frame. */
const lookAtLogo = (logo: Locator): Promise<{ files: string[]; size: string }> =>
  logo.evaluate((frame) => {
    const shown = [...frame.querySelectorAll('img')].filter((image) => getComputedStyle(image).display !== 'none' && image.complete && image.naturalWidth > 0)
    const { width, height } = frame.getBoundingClientRect()
    return { files: shown.map(({ src }) => src.split('/').at(-1) ?? ''), size: `${width} × ${height}` }
  })

test('a row made by clicks alone is previewed, connected, and called on another web process within a second', { tag: alone }, async ({ visit, platform, owner, account }) => {
  test.setTimeout(150_000)
  const key = `lamp-${unique()}`
  const name = `Lighthouse ${unique()}`
  const [service, second] = await Promise.all([startLighthouse(key), startSecondWeb()])
  const admin = await visit({ person: platform })
  const form = providerForm(admin)
  const at = (path: string) => admin.locator(`#field-${path.replaceAll('.', '__')}`)
  const frame = admin.frameLocator('iframe[title^="Preview"]')
  try {
    await admin.goto('/admin/collections/integration-providers/create')
    await form.isReady()

    await test.step('the key follows the name, and what is missing is named at its field', async () => {
      await form.fill(at('name'), name)
      await expect(at('key')).toHaveValue(name.toLowerCase().replace(' ', '-'))
      await expect(admin.getByText('At least one auth method is needed.').first()).toBeVisible()
      await form.fill(at('category'), 'Signals')
      await form.fill(at('description'), 'Turns a lamp on and off.')
      await form.fill(at('baseUrl'), `${service.url}/coast`)
    })

    await test.step('a way to connect comes with the field and the place it needs', async () => {
      await expect(async () => {
        if ((await at('authMethods.0.fields.0.label').count()) === 0) await admin.getByRole('button', { name: 'API key', exact: true }).click()
        await expect(at('authMethods.0.fields.0.label')).toHaveValue('API key', { timeout: 5_000 })
      }).toPass()
      await form.hasNoFaults()
      await form.fill(at('authMethods.0.fields.0.hint'), 'Starts with lamp-')
      await form.fill(at('authMethods.0.fields.0.pattern'), '^lamp-[a-z0-9]+$')
      await form.fill(at('authMethods.0.fields.0.example'), 'lamp-abc')
      await form.fill(at('authMethods.0.inject.0.name'), 'X-Lamp-Key')
      await form.fill(at('authMethods.0.inject.0.value'), 'Lamp {{apiKey}}')
      await form.fill(at('helpText'), 'Ask the keeper for a key.')
    })

    await test.step('the test request is filled in field by field', async () => {
      await form.fill(at('test.path'), '/whoami')
      await form.fill(at('test.errorAt'), '/complaint')
      await form.fill(at('test.identity.label'), '/keeper/name')
      await form.hasNoFaults()
      await expect(admin.getByText(/^\d+ % complete$/)).toBeVisible()
    })

    const files = { light: `light-${unique()}.svg`, dark: `dark-${unique()}.svg` }
    await test.step('a logo for each theme is uploaded', async () => {
      for (const [path, file, color] of [['logo', files.light, '#0b5fff'], ['logoDark', files.dark, '#ffd400']] as const) {
        const choose = admin.getByRole('button', { name: 'Select a file' })
        await expect(async () => {
          if (!(await choose.isVisible())) await at(path).getByRole('button', { name: 'Create New' }).click({ timeout: 2_000 })
          await expect(choose).toBeVisible({ timeout: 5_000 })
        }).toPass()
        const choosing = admin.waitForEvent('filechooser')
        await choose.click()
        await (await choosing).setFiles({ name: file, mimeType: 'image/svg+xml', buffer: drawLogo(color) })
        await admin.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
        await expect(at(path).getByText(file)).toBeVisible()
      }
      await form.hasNoFaults()
    })

    await test.step('card and dialog show beside the fields, in both themes and on a phone', async () => {
      const logo = frame.getByRole('listitem').first().locator('[aria-hidden]').first()
      await expect.poll(() => lookAtLogo(logo)).toEqual({ files: [files.light], size: '40 × 40' })
      await expect(frame.getByText('Turns a lamp on and off.').first()).toBeVisible()
      await expect(frame.getByText('Starts with lamp-')).toBeVisible()
      await expect(frame.getByText('X-Lamp-Key')).toBeVisible()
      await admin.getByRole('radio', { name: 'Dark' }).check()
      await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
      await expect.poll(() => lookAtLogo(logo)).toEqual({ files: [files.dark], size: '40 × 40' })
      await admin.getByRole('radio', { name: 'Phone' }).check()
      await expect(admin.locator('iframe[title^="Preview"]')).toHaveCSS('width', '390px')
      // Nothing in it can be followed or sent.
      await expect(frame.locator('[inert]')).toHaveCount(1)
    })

    expect((await form.save()).status()).toBe(201)
    await expect(at('key')).toBeDisabled()

    const tenant = await visit({ person: owner, account })
    await tenant.goto(`/marketplace/${name.toLowerCase().replace(' ', '-')}?connect`)
    const dialog = tenant.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'API key' }).fill(key)
    await dialog.getByRole('button', { name: 'Test & save' }).click()
    await expect(dialog.getByRole('heading', { name: 'Connected as Keeper of the north' })).toBeVisible()

    await test.step('a tenant sees the logo of their theme, in the size of all others', async () => {
      await tenant.goto(`/marketplace?q=${encodeURIComponent(name)}`)
      const logo = tenant.getByRole('listitem').filter({ hasText: name }).locator('[aria-hidden]').first()
      for (const colorScheme of ['light', 'dark'] as const) {
        await tenant.emulateMedia({ colorScheme })
        await expect.poll(() => lookAtLogo(logo)).toEqual({ files: [files[colorScheme]], size: '40 × 40' })
      }
    })

    await test.step('another web process calls it at once', async () => {
      const { token } = await owner.must('POST', '/api-tokens', { name: 'Lamp', account: account.id, scopes: ['use'] })
      const call = () => fetch(`${second.url}/api/proxy/accounts/${account.id}/${name.toLowerCase().replace(' ', '-')}/lamps`, { headers: { authorization: `Bearer ${token}` } })
      await expect.poll(async () => (await call()).status, { timeout: 1_000, intervals: [50] }).toBe(200)
      expect(service.seen.at(-1)).toBe('GET /coast/lamps')
    })
  } finally {
    await Promise.all([second.stop(), service.close()])
    const { docs } = await platform.must('GET', `/integration-providers?where[name][equals]=${encodeURIComponent(name)}`)
    if (docs[0]) await platform.must('PATCH', `/integration-providers/${docs[0].id}`, { status: 'hidden' })
  }
})

test('of two admins who save one row the second is told and nothing is overwritten; hiding and replacing say what they do', async ({ visit, platform, openStation }) => {
  const station = await openStation()
  const find = async () => (await platform.must('GET', `/integration-providers?where[key][equals]=${station.row.key}`)).docs[0]
  const admin = await visit({ person: platform })
  const form = providerForm(admin)
  await admin.goto(`/admin/collections/integration-providers/${(await find()).id}`)
  await form.isReady()
  await platform.must('PATCH', `/integration-providers/${(await find()).id}`, { description: 'Changed by somebody else.' })
  await admin.locator('#field-helpText').fill('Ask the other station.')
  // Told at the next keystroke already; a save that is quicker is refused (tests/int/providerEditor.test.ts).
  await expect(admin.locator('#document-stale-data')).toBeVisible({ timeout: 15_000 })
  expect(await find()).toMatchObject({ description: 'Changed by somebody else.', helpText: station.row['helpText'] })

  await admin.reload()
  await form.isReady()
  await form.unfold('Who sees it')
  const choose = async (path: string, option: string | RegExp) => {
    await expect(async () => {
      await admin.locator(`#field-${path} .rs__control`).click()
      await admin.locator('.rs__option').filter({ hasText: option }).first().click({ timeout: 2_000 })
    }).toPass()
  }
  await choose('status', 'Hidden')
  await expect(admin.getByText('Nobody new finds it.')).toBeVisible()
  await choose('status', 'Deprecated')
  await expect(admin.getByText('Nobody new can connect it; connections that exist keep working.')).toBeVisible()
  await expect(admin.getByText('A deprecated provider names the one that replaces it.').first()).toBeVisible()
  await choose('replacedBy', /\(resend\)/)
  await form.hasNoFaults()
  expect((await form.save()).status()).toBe(200)
  expect(await find()).toMatchObject({ status: 'deprecated', replacedBy: 'resend' })
})
