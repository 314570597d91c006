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

async function signIn(context: BrowserContext): Promise<string> {
  const answer = await context.request.post('/api/users/login', { data: { email: secrets.PATCHBAY_DEMO_EMAIL, password: secrets.PATCHBAY_DEMO_PASSWORD } })
  if (!answer.ok()) throw new Error(`Sign-in failed: ${answer.status()}. Is the app at ${baseURL} the one of ${dataDir}?`)
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

type Picture = { name: string; path: string; colorScheme: 'light' | 'dark'; height?: number; hasDialog?: boolean }

const pictures: Picture[] = [
  { name: 'marketplace', path: '/marketplace', colorScheme: 'light' },
  { name: 'connect', path: '/marketplace/openai?connect', colorScheme: 'light', height: 960, hasDialog: true },
  { name: 'settings', path: '/settings/integrations', colorScheme: 'dark' },
]

mkdirSync(images, { recursive: true })
const browser = await chromium.launch({ ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  for (const { name, path, colorScheme, height = 800, hasDialog = false } of pictures) {
    const context = await browser.newContext({ baseURL, viewport: { width: 1280, height }, colorScheme, reducedMotion: 'reduce' })
    await connectSamples(context, await signIn(context))
    const page = await context.newPage()
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    if (hasDialog) await page.getByRole('dialog').waitFor()
    await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' })
    console.log(`  ✓ docs/images/${name}.png`)
    await context.close()
  }
} finally {
  await browser.close()
}
