import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../../scripts/embeddedPostgres.ts'
import { findFreePort } from '../../../scripts/findFreePort.ts'
import { describeEnd, spawnPart } from '../../../scripts/processes/spawnPart.ts'
import { startBalancer } from './startBalancer.ts'
import { type Supervised, supervise } from './supervise.ts'

const root = join(import.meta.dirname, '../../..')
const scripts = { web: 'src/front/web.ts', gateway: 'src/gateway/gateway.ts', worker: 'src/worker/worker.ts' }
export type Kind = keyof typeof scripts
const counts: Record<Kind, number> = { web: 2, gateway: 3, worker: 2 }

export type Fleet = Awaited<ReturnType<typeof startFleet>>

/**
 * Two webs, three gateways and two workers, each supervised, on a Postgres of their own, behind a balancer: calls go to
 * webs and gateways in turn, everything else to the webs. Needs built pages.
 */
export async function startFleet() {
  const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-fleet-'))
  // Throw-away data: a crash of this machine may eat it, no crash of Postgres does.
  const startPostgres = () => startEmbeddedPostgres({ dataDir, settings: { fsync: 'off', max_connections: '250' } })
  let postgres = await startPostgres()
  const members: Record<Kind, Supervised[]> = { web: [], gateway: [], worker: [] }
  const everyone = (): Supervised[] => Object.values(members).flat()
  const balancer = await startBalancer((path) => (path.startsWith('/api/proxy/') ? [...members.web, ...members.gateway] : members.web))
  const env = composeEnv({ databaseUrl: postgres.url, publicUrl: balancer.url, dataDir })

  const stop = async (): Promise<void> => {
    await balancer.close()
    await Promise.all(everyone().map((member) => member.stop()))
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await prepare(env)
    for (const kind of Object.keys(scripts) as Kind[]) {
      for (let number = 1; number <= counts[kind]; number++) members[kind].push(supervise({ name: `${kind} ${number}`, script: scripts[kind], port: await findFreePort(), env }))
    }
    await Promise.all(everyone().map((member) => member.whenReady()))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: balancer.url, env, members, everyone, stop,
    restartPostgres: async () => {
      await postgres.stop()
      postgres = await startPostgres()
    },
    /** Rows of one statement on a connection of its own. */
    sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> => {
      const client = new pg.Client({ connectionString: postgres.url })
      client.on('error', () => undefined)
      await client.connect()
      return client.query<Row>(text, values).then(({ rows }) => rows).finally(() => client.end())
    },
  }
}

type Composing = { databaseUrl: string; publicUrl: string; dataDir: string }

function composeEnv({ databaseUrl, publicUrl, dataDir }: Composing) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PATCHBAY_|PAYLOAD_|DATABASE_|npm_lifecycle|NODE_ENV|VITEST)/.test(name))
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: 'production' as const,
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    PATCHBAY_PUBLIC_URL: publicUrl,
    PATCHBAY_DATA_DIR: dataDir,
    PATCHBAY_EGRESS_ALLOW: '127.0.0.1',
    PATCHBAY_DRAIN_SECONDS: '0',
    PATCHBAY_TRUSTED_PROXIES: '127.0.0.1',
    PAYLOAD_SECRET: randomBytes(32).toString('hex'),
    PATCHBAY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    PATCHBAY_ADMIN_EMAIL: 'admin@patchbay.test',
    PATCHBAY_ADMIN_PASSWORD: randomBytes(12).toString('hex'),
  }
}

/** The release step, as an operator runs it. */
async function prepare(env: NodeJS.ProcessEnv): Promise<void> {
  const part = spawnPart({ name: 'Preparing the database', args: [join(root, 'src/server/prepareDatabase.ts')], env, cwd: root, hide: (line) => line })
  const end = await part.ended
  if (end.code !== 0) throw new Error(describeEnd({ name: part.name, end }))
}
