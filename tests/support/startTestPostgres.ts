import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '#src/server/migrateDatabase.ts'
import { startEmbeddedPostgres } from '../../scripts/embeddedPostgres.ts'
import { runStatement } from '../../scripts/postgres/runStatement.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the maintenance database `postgres` of the run's own server. */
    postgresUrl: string
    password: HashedPassword
  }
}

type HashedPassword = { password: string; salt: string; hash: string }

export const templateDatabase = 'patchbay_template'

/** One real Postgres for the whole run, in a folder that goes with it, with one migrated database to copy from. */
export default async function startTestPostgres(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-int-'))
  // Throw-away data: a crash of this machine may eat it.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }
  const postgres = await startEmbeddedPostgres({ dataDir, settings })
  const stop = async (): Promise<void> => {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const postgresUrl = withDatabase(postgres.url, 'postgres')
    await makeTemplate(postgresUrl)
    project.provide('postgresUrl', postgresUrl)
    project.provide('password', makePassword())
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** As Payload hashes it, once for all people of the run: for each of them it would take longer than all the rest. */
function makePassword(): HashedPassword {
  const [password, salt] = [randomBytes(12).toString('hex'), randomBytes(32).toString('hex')]
  return { password, salt, hash: pbkdf2Sync(password, salt, 25_000, 512, 'sha256').toString('hex') }
}

async function makeTemplate(postgresUrl: string): Promise<void> {
  await runStatement({ url: postgresUrl, text: `create database ${templateDatabase}` })
  await migrateDatabase(withDatabase(postgresUrl, templateDatabase))
}

const withDatabase = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href
