import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSignIns, startApp } from './startApp.ts'

/**
 * Starts the app under test and gives the tests E2E_BASE_URL, E2E_DATA_DIR, its sign-ins, and E2E_MAILS: a file with the
 * mails it prints, since there is no mail server. E2E_START_MS is how long it took, with the build where there was none.
 * With E2E_BASE_URL and PATCHBAY_DATA_DIR of an app that runs already (and may call 127.0.0.1), it uses that one; then
 * E2E_MAILS is a file with what that app has printed.
 */
export default async function startTestApp(): Promise<() => Promise<void>> {
  const { E2E_BASE_URL: running, PATCHBAY_DATA_DIR: runningDataDir } = process.env
  if (running && runningDataDir) {
    Object.assign(process.env, { E2E_DATA_DIR: runningDataDir, ...readSignIns(runningDataDir) })
    return async () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-mails-'))
  const mails = join(folder, 'mails.txt')
  writeFileSync(mails, '')
  const begunMs = performance.now()
  const app = await startApp({ onLine: (line) => (line === '' || line.startsWith('  |')) && appendFileSync(mails, `${line}\n`) })
  Object.assign(process.env, { E2E_START_MS: String(performance.now() - begunMs), E2E_MAILS: mails, E2E_BASE_URL: app.url, E2E_DATA_DIR: app.dataDir, ...readSignIns(app.dataDir) })
  return async () => {
    await app.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
