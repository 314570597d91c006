import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'

/**
 * Takes the pictures of docs/images from a running app with the demo account: `npm start` in one terminal, then
 * `npx node scripts/screenshots.ts` in another, with the same PORT and PATCHBAY_DATA_DIR. It connects a few providers
 * first, so that there is something to see; none of their keys is real.
 */

const root = join(import.meta.dirname, '..')
const images = join(root, 'docs/images')
const dataDir = resolve(root, process.env.PATCHBAY_DATA_DIR ?? '.data')
const baseURL = `http://localhost:${process.env.PORT ?? 3000}`
const systemChromium = '/usr/bin/chromium'

const secrets = Object.fromEntries(readFileSync(join(dataDir, 'secrets.env'), 'utf8').split('\n').filter((line) => line.includes('=') && !line.startsWith('#')).map((line) => line.split(/=(.*)/s, 2)))

/** The cookie counts only for requests that say they come from our own pages. */
const headers = { origin: baseURL }

async function signIn({ context, as }: { context: BrowserContext; as: 'DEMO' | 'ADMIN' }): Promise<void> {
  const answer = await context.request.post('/api/users/login', { data: { email: secrets[`PATCHBAY_${as}_EMAIL`], password: secrets[`PATCHBAY_${as}_PASSWORD`] } })
  if (!answer.ok()) throw new Error(`Sign-in failed: ${answer.status()}. Is the app at ${baseURL} the one of ${dataDir}?`)
}

async function findAccount(context: BrowserContext): Promise<string> {
  const accounts = (await (await context.request.get('/api/accounts', { headers })).json()) as { docs: { id: string }[] }
  return accounts.docs[0]!.id
}

/** Each once; a second run finds the names taken. */
async function connectSamples(context: BrowserContext, workspaceId: string): Promise<void> {
  const samples = [
    { provider: 'demo', displayName: 'Demo service', credentialPayload: { token: ['demo', 'good', 'hello-from-northwind'].join('_') } },
    { provider: 'resend', displayName: 'Newsletter', credentialPayload: { apiKey: ['re', 'sample', 'ofNorthwind', '2026aB3d'].join('_'), fromEmail: 'hello@example.com' }, test: false },
    { provider: 'stripe', displayName: 'Payments' },
  ]
  for (const sample of samples) await context.request.post('/api/integrations/provider-connections', { data: { workspaceId, ...sample }, headers })
}

const findRow = async (context: BrowserContext, key: string): Promise<string> =>
  ((await (await context.request.get(`/api/integration-providers?where[key][equals]=${key}`, { headers })).json()) as { docs: { id: string }[] }).docs[0]!.id

type Picture = { name: string; path: string; colorScheme: 'light' | 'dark'; height?: number; hasDialog?: boolean; /** Of the provider whose id ends the path. */ row?: string; isAdmin?: boolean; locale?: string }

const pictures: Picture[] = [
  { name: 'marketplace', path: '/marketplace', colorScheme: 'light' },
  { name: 'connect', path: '/marketplace/openai?connect', colorScheme: 'light', height: 960, hasDialog: true },
  { name: 'settings', path: '/settings/integrations', colorScheme: 'dark' },
  { name: 'provider', path: '/marketplace/resend', colorScheme: 'light' },
  { name: 'members', path: '/settings/members', colorScheme: 'light' },
  { name: 'german', path: '/marketplace', colorScheme: 'dark', locale: 'de-DE' },
  { name: 'overview', path: '/admin', colorScheme: 'light', isAdmin: true },
  { name: 'editor', path: '/admin/collections/integration-providers/', row: 'resend', colorScheme: 'light', height: 960, isAdmin: true },
]

mkdirSync(images, { recursive: true })
const browser = await chromium.launch({ ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  for (const { name, path, colorScheme, height = 800, hasDialog = false, row, isAdmin = false, locale = 'en-GB' } of pictures) {
    const context = await browser.newContext({ baseURL, viewport: { width: 1280, height }, colorScheme, locale, reducedMotion: 'reduce' })
    await signIn({ context, as: isAdmin ? 'ADMIN' : 'DEMO' })
    if (!isAdmin) await connectSamples(context, await findAccount(context))
    const page = await context.newPage()
    await page.goto(row === undefined ? path : `${path}${await findRow(context, row)}`)
    // A page with a preview in it may never come to rest.
    await page.waitForLoadState('networkidle', { timeout: 8_000 }).catch(() => null)
    if (hasDialog) await page.getByRole('dialog').waitFor()
    await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' })
    console.log(`  ✓ docs/images/${name}.png`)
    await context.close()
  }
} finally {
  await browser.close()
}
