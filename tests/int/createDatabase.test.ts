import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { createDatabase } from '#tests/support/createDatabase.ts'

const listDatabases = async (): Promise<string[]> => {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database')
  await client.end()
  return rows.map(({ datname }) => datname)
}

describe('createDatabase', () => {
  it('gives each caller a database of its own and takes it away, also while somebody is connected', async () => {
    const [one, two] = await Promise.all([createDatabase(), createDatabase({ isEmpty: true })])
    expect(one.url).not.toBe(two.url)
    const client = new pg.Client({ connectionString: one.url })
    client.on('error', () => {})
    await client.connect()
    const { rowCount } = await client.query("select 1 from pg_tables where tablename = 'connections'")
    expect(rowCount).toBe(1)
    const name = new URL(one.url).pathname.slice(1)
    expect(await listDatabases()).toContain(name)

    await one.drop()
    await two.drop()
    await expect(client.query('select 1')).rejects.toThrow()
    expect(await listDatabases()).not.toContain(name)
  })
})
