import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findFreePort } from '../../scripts/findFreePort.ts'
import { spawnPart } from '../../scripts/processes/spawnPart.ts'

const root = join(import.meta.dirname, '../..')

export type App = { url: string; dataDir: string; stop(): Promise<void> }

/**
 * Starts the product as `npm start` does, on a free port and an empty data folder. `onLine` gets what it prints; with
 * `refusedFile` none of its processes gets beyond this machine, and the file gets the names of the hosts they asked for.
 * One owner changes in a minute what many people would: the three hundred of a person are ten times as many here.
 */
export async function startApp({ onLine = () => {}, refusedFile }: { onLine?: (line: string) => void; refusedFile?: string } = {}): Promise<App> {
  const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-e2e-'))
  const kept = Object.entries(process.env).filter(([name]) => !/^(PATCHBAY_|PAYLOAD_|DATABASE_|npm_lifecycle)/.test(name))
  const app = spawnPart({
    name: 'The app under test',
    args: [join(root, 'scripts/start.ts')],
    env: { ...Object.fromEntries(kept), NODE_ENV: 'production', PORT: String(await findFreePort()), PATCHBAY_DATA_DIR: dataDir, PATCHBAY_EGRESS_ALLOW: '127.0.0.1', PATCHBAY_CHANGES_PER_MINUTE: '3000', ...(refusedFile === undefined ? {} : { NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'refuseOutside.ts'))}`, REFUSED_OUTSIDE: refusedFile }) },
    cwd: root,
    hide: (line) => {
      onLine(line)
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
    return { url: String((await app.ready).url), dataDir, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The sign-ins that the first start made: PATCHBAY_DEMO_EMAIL, PATCHBAY_DEMO_PASSWORD, PATCHBAY_ADMIN_EMAIL, PATCHBAY_ADMIN_PASSWORD. */
export function readSignIns(dataDir: string): Record<string, string> {
  const lines = readFileSync(join(dataDir, 'secrets.env'), 'utf8').split('\n').map((line) => line.split('=', 2) as [string, string | undefined])
  return Object.fromEntries(lines.flatMap(([name, value]) => (value && /^PATCHBAY_(DEMO|ADMIN)_/.test(name) ? [[name, value]] : [])))
}
