import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort } from './findFreePort.ts'
import { probePort } from './probePort.ts'
import { spawnPart, type Part } from './processes/spawnPart.ts'
import { writeFileAtomic } from './writeFileAtomic.ts'

/**
 * Starts the demo service, on the same port each time while that is free: the port is in the demo provider's base URL.
 * It gets none of our variables: it stands for an outside service.
 */
export async function startDemoUpstream({ root, dataDir, hide }: { root: string; dataDir: string; hide: (text: string) => string }): Promise<Part & { port: number }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'demo-upstream-port')
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const port = last > 0 && (await probePort({ port: last, host: '127.0.0.1' })) === 'free' ? last : await findFreePort()
  if (port !== last) writeFileAtomic({ path: file, text: `${port}\n`, mode: 0o600 })
  const env = { PATH: process.env.PATH, DEMO_UPSTREAM_PORT: String(port) } as unknown as NodeJS.ProcessEnv
  return { ...spawnPart({ name: 'The demo service', args: [join(root, 'src/seed/demoUpstream.ts')], env, cwd: root, hide }), port }
}
