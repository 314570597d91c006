import { join } from 'node:path'
import { type Part, spawnPart } from '../../scripts/processes/spawnPart.ts'

const root = join(import.meta.dirname, '../..')

export type Gateway = { url: string; port: number; /** Where PATCHBAY_METRICS_PORT is set. */ metricsUrl: string } & Pick<Part, 'ended' | 'stop' | 'hasten'>

/** The gateway as `npm run gateway` starts it, on a free port. `env`: of the test server, and what is to be different. */
export async function startGateway({ env, imports = [] }: { env: Record<string, string>; /** Files that Node loads first. */ imports?: string[] }): Promise<Gateway> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PATCHBAY_|PAYLOAD_|DATABASE_|npm_lifecycle|NODE_ENV|VITEST)/.test(name))
  const part = spawnPart({
    name: 'The gateway under test',
    args: [...imports.flatMap((path) => ['--import', path]), join(root, 'src/gateway/gateway.ts')],
    env: { ...Object.fromEntries(kept), PORT: '0', PATCHBAY_DRAIN_SECONDS: '0', ...env, NODE_ENV: 'production' },
    cwd: root,
    hide: (line) => line,
    graceMs: 30_000,
  })
  try {
    const { port, metricsPort } = (await part.ready) as { port: number; metricsPort: number | null }
    return { url: `http://127.0.0.1:${port}`, port, metricsUrl: `http://127.0.0.1:${metricsPort}`, ended: part.ended, stop: part.stop, hasten: part.hasten }
  } catch (error) {
    await part.stop()
    throw error
  }
}
