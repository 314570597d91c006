import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../../scripts/findFreePort.ts'
import { spawnPart } from '../../scripts/processes/spawnPart.ts'

/**
 * Starts the product as `npm start` does, on a free port and an empty data folder, and gives the tests E2E_BASE_URL,
 * and the sign-ins as PATCHBAY_DEMO_EMAIL, PATCHBAY_DEMO_PASSWORD, PATCHBAY_ADMIN_EMAIL, PATCHBAY_ADMIN_PASSWORD.
 * With E2E_BASE_URL and PATCHBAY_DATA_DIR of an app that runs already (and may call 127.0.0.1), it uses that one; then
 * E2E_MAILS is a file with what that app has printed.
 */
export default async function startTestApp(): Promise<() => Promise<void>> {
  const root = join(import.meta.dirname, '../..')
  const { E2E_BASE_URL: running, PATCHBAY_DATA_DIR: runningDataDir } = process.env
  if (running && runningDataDir) {
    readSignIns(runningDataDir)
    return async () => {}
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-e2e-'))
  const mails = join(dataDir, 'mails.txt')
  writeFileSync(mails, '')
  process.env.E2E_MAILS = mails
  const kept = Object.entries(process.env).filter(([name]) => !/^(PATCHBAY_|PAYLOAD_|DATABASE_|npm_lifecycle)/.test(name))
  const app = spawnPart({
    name: 'The app under test',
    args: [join(root, 'scripts/start.ts')],
    env: { ...Object.fromEntries(kept), NODE_ENV: 'production', PORT: String(await findFreePort()), PATCHBAY_DATA_DIR: dataDir, PATCHBAY_EGRESS_ALLOW: '127.0.0.1' },
    cwd: root,
    // Mails are printed, since there is no mail server; tests read them here.
    hide: (line) => {
      if (line.startsWith('  |')) appendFileSync(mails, `${line}\n`)
      return line
    },
    isShown: process.env.E2E_SHOW_APP === 'true',
    graceMs: 30_000,
    mustEndWithParent: false,
  })
  const stop = async (): Promise<void> => {
    await app.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    process.env.E2E_BASE_URL = String((await app.ready).url)
  } catch (error) {
    await stop()
    throw error
  }
  readSignIns(dataDir)
  return stop
}

function readSignIns(dataDir: string): void {
  process.env.E2E_DATA_DIR = dataDir
  for (const line of readFileSync(join(dataDir, 'secrets.env'), 'utf8').split('\n')) {
    const [name, value] = line.split('=', 2)
    if (name && value && /^PATCHBAY_(DEMO|ADMIN)_/.test(name)) process.env[name] = value
  }
}
