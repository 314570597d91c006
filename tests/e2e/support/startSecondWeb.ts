import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort } from '../../../scripts/findFreePort.ts'
import { spawnPart } from '../../../scripts/processes/spawnPart.ts'

const root = join(import.meta.dirname, '../../..')

/** One more web process on the database of the app under test, as behind a load balancer. */
export async function startSecondWeb(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = String(process.env['E2E_DATA_DIR'])
  const secrets = readFileSync(join(dataDir, 'secrets.env'), 'utf8').split('\n').filter((line) => line.includes('=')).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const)
  const port = await findFreePort()
  const part = spawnPart({
    name: 'The second web process',
    args: [join(root, 'src/front/web.ts')],
    env: {
      PATH: process.env['PATH'], HOME: process.env['HOME'], ...Object.fromEntries(secrets), NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: readFileSync(join(dataDir, 'database-url'), 'utf8').trim(),
      PATCHBAY_PUBLIC_URL: `http://127.0.0.1:${port}`, PATCHBAY_DATA_DIR: dataDir, PATCHBAY_EGRESS_ALLOW: '127.0.0.1', PATCHBAY_DRAIN_SECONDS: '0',
    },
    cwd: root,
    hide: (text) => text,
    graceMs: 15_000,
  })
  try {
    await part.ready
  } catch (error) {
    await part.stop()
    throw error
  }
  return { url: `http://127.0.0.1:${port}`, stop: () => part.stop() }
}
