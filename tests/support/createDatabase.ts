import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { runStatement } from '../../scripts/postgres/runStatement.ts'
import { templateDatabase } from './startTestPostgres.ts'

export type TestDatabase = { url: string; drop(): Promise<void> }

/**
 * A fresh database of the run's Postgres, migrated (a copy of the template, some 50 ms), or with nothing in it.
 * One a test file, in `beforeAll`; `drop()` in `afterAll` cuts what is still connected.
 */
export async function createDatabase({ isEmpty = false }: { isEmpty?: boolean } = {}): Promise<TestDatabase> {
  const postgresUrl = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await runStatement({ url: postgresUrl, text: `create database ${name} template ${isEmpty ? 'template0' : templateDatabase}` })
  return {
    url: Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href,
    drop: () => runStatement({ url: postgresUrl, text: `drop database if exists ${name} with (force)` }),
  }
}
