import { randomBytes } from 'node:crypto'
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from '../scripts/embeddedPostgres.ts'
import { runStatement } from '../scripts/postgres/runStatement.ts'
import { endWithUs } from '../scripts/processes/spawnPart.ts'
import { type SeededAccount, seedDatabase } from './seedDatabase.ts'

export type Database = { url: string; accounts: SeededAccount[]; /** What a process of the product needs to serve it. */ env: NodeJS.ProcessEnv }

/** A Postgres of the bench's own, in a folder that goes with it; its settings are those of `npm start`, with room for the seeding. */
export type Place = {
  /** A folder others may look into: Postgres runs as another user where we are root. */
  folder: string
  /** A migrated database with accounts in it. */
  makeDatabase(seeding: { upstreamPort: number; accounts: number; connections: number }): Promise<Database>
  close(): Promise<void>
}

const root = join(import.meta.dirname, '..')

/** `postgresUrl`: of a server that runs already, any database of it. */
export async function openPlace({ postgresUrl }: { postgresUrl?: string } = {}): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
  chmodSync(folder, 0o755)
  const postgres = postgresUrl === undefined ? await startEmbeddedPostgres({ dataDir: join(folder, 'data'), settings: { max_connections: '200', max_wal_size: '4GB' } }) : null
  const serverUrl = postgres?.url ?? postgresUrl ?? ''
  const made: string[] = []
  return {
    folder,
    makeDatabase: async (seeding) => {
      const name = `bench_${randomBytes(6).toString('hex')}`
      await runStatement({ url: serverUrl, text: `create database ${name} template template0` })
      made.push(name)
      const encryptionKey = randomBytes(32).toString('base64')
      const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
      const env = { ...process.env, DATABASE_URL: url, PAYLOAD_SECRET: randomBytes(32).toString('hex'), PATCHBAY_ENCRYPTION_KEY: encryptionKey, PATCHBAY_EGRESS_ALLOW: '127.0.0.1', HOST: '127.0.0.1', PORT: '0', PATCHBAY_PUBLIC_URL: 'http://localhost:3000', PATCHBAY_DRAIN_SECONDS: '0', NEXT_TELEMETRY_DISABLED: '1' }
      await promisify(execFile)(process.execPath, [...endWithUs, join(root, 'src/server/prepareDatabase.ts'), '--migrate-only'], { cwd: root, env })
      return { url, env, accounts: await seedDatabase({ ...seeding, databaseUrl: url, encryptionKey }) }
    },
    close: async () => {
      if (postgres === null) for (const name of made) await runStatement({ url: serverUrl, text: `drop database if exists ${name} with (force)` })
      await postgres?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
