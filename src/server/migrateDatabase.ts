import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { drizzle } from '@payloadcms/db-postgres/drizzle/node-postgres'
import type { Client } from 'pg'
import { holdDatabaseLock } from './stores/holdDatabaseLock.ts'

type Migration = { name: string; up(args: { db: unknown }): Promise<void> }

const folder = join(import.meta.dirname, '../migrations')
/** Any number, the same for every process: only one of them migrates at a time. */
const lockId = 7_215_001

/**
 * Brings a database to the newest migration, each in a transaction of its own, recorded in Payload's own table.
 * Payload's `migrate` takes no lock, so two processes starting at once would both run it; here the second waits.
 * @returns names of the migrations that ran
 */
export async function migrateDatabase(url: string): Promise<string[]> {
  return holdDatabaseLock({
    url,
    lockId,
    work: async (client) => {
      const done = await readDone(client)
      const pending = (await listMigrations()).filter((name) => !done.names.has(name))
      for (const name of pending) await run({ client, migration: await load(name), batch: done.lastBatch + 1 })
      return pending
    },
  })
}

async function listMigrations(): Promise<string[]> {
  const files = await readdir(folder)
  return files.filter((file) => /^\d{8}_\d{6}.*\.ts$/.test(file)).map((file) => file.slice(0, -3)).sort()
}

async function load(name: string): Promise<Migration> {
  const module = (await import(join(folder, `${name}.ts`))) as Pick<Migration, 'up'>
  return { name, up: module.up }
}

async function readDone(client: Client): Promise<{ names: Set<string>; lastBatch: number }> {
  const { rows: tables } = await client.query<{ found: string | null }>(`select to_regclass('payload_migrations')::text as found`)
  if (tables[0]?.found === null) return { names: new Set(), lastBatch: 0 }
  const { rows } = await client.query<{ name: string; batch: string }>('select name, batch from payload_migrations')
  return { names: new Set(rows.map((row) => row.name)), lastBatch: Math.max(0, ...rows.map((row) => Number(row.batch))) }
}

async function run({ client, migration, batch }: { client: Client; migration: Migration; batch: number }): Promise<void> {
  await client.query('begin')
  try {
    await migration.up({ db: drizzle(client) })
    await client.query('insert into payload_migrations (name, batch, created_at, updated_at) values ($1, $2, now(), now())', [migration.name, batch])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`The migration ${migration.name} failed; the database is as it was before it.`, { cause: error })
  }
}
