import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FullConfig } from '@playwright/test'
import { isBuilt } from '../../scripts/buildPages.ts'
import { readSignIns, startApp } from './startApp.ts'

const root = join(import.meta.dirname, '../..')

type StartedApp = { env: Record<string, string>; stop(): Promise<void> }

/**
 * Starts an app under test for each worker, with data of its own, so that two tests at once never meet; takeApp.ts gives
 * each worker the environment of its app: E2E_BASE_URL, E2E_DATA_DIR, its sign-ins, and E2E_MAILS, a file with the mails it
 * prints, since there is no mail server. E2E_START_MS is how long it took, with the build where there was none.
 * With E2E_BASE_URL and PATCHBAY_DATA_DIR of an app that runs already (and may call 127.0.0.1), all use that one; then
 * E2E_MAILS is a file with what that app has printed.
 */
export default async function startTestApp({ workers }: FullConfig): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-e2e-run-'))
  process.env.E2E_BUSY = folder
  const { E2E_BASE_URL: running, PATCHBAY_DATA_DIR: dataDir } = process.env
  const apps = running && dataDir ? [useRunning({ url: running, dataDir })] : await startApps({ count: workers, folder })
  process.env.E2E_APPS = JSON.stringify(apps.map(({ env }) => env))
  return async () => {
    await Promise.all(apps.map((app) => app.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

const useRunning = ({ url, dataDir }: { url: string; dataDir: string }): StartedApp => ({ env: { E2E_BASE_URL: url, E2E_DATA_DIR: dataDir, ...readSignIns(dataDir) }, stop: async () => {} })

async function startApps({ count, folder }: { count: number; folder: string }): Promise<StartedApp[]> {
  const start = (index: number): Promise<StartedApp> => startOne(join(folder, `mails-${index}.txt`))
  // The first one builds the pages where nobody has; two would build into one folder.
  const first = isBuilt(root) ? [] : [await start(0)]
  const settled = await Promise.allSettled(Array.from({ length: count - first.length }, (_, index) => start(first.length + index)))
  const apps = [...first, ...settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))]
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed === undefined) return apps
  await Promise.all(apps.map((app) => app.stop()))
  throw failed.reason
}

async function startOne(mails: string): Promise<StartedApp> {
  writeFileSync(mails, '')
  const begunMs = performance.now()
  const app = await startApp({ onLine: (line) => (line === '' || line.startsWith('  |')) && appendFileSync(mails, `${line}\n`) })
  return { env: { E2E_START_MS: String(performance.now() - begunMs), E2E_MAILS: mails, E2E_BASE_URL: app.url, E2E_DATA_DIR: app.dataDir, ...readSignIns(app.dataDir) }, stop: app.stop }
}
