import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createDataKeys } from '#src/engine/vault/DataKeys.ts'
import { createKeyring } from '#src/engine/vault/Keyring.ts'
import { emptyUsage } from '#src/engine/usage/emptyUsage.ts'
import { flushTokenUses } from '#src/server/stores/flushTokenUses.ts'
import { flushUsage } from '#src/server/stores/flushUsage.ts'
import { inPoolTransaction } from '#src/server/stores/inPoolTransaction.ts'
import { loadCall } from '#src/server/stores/loadCall.ts'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'
import { type RawAccount, seedRawAccount } from '#tests/support/seedRawAccount.ts'

/** What triggers say of the tables that calls read: every change that matters, whoever writes it, and nothing of bookkeeping. */

/** Columns that no call looks at, so that nobody needs to hear of them. A new column belongs here or into the triggers. */
const notLookedAt: Record<string, string[]> = {
  accounts: ['name', 'slug', 'updated_at', 'created_at'],
  connections: [
    'mode', 'status_note', 'masked_credential', 'identity', 'scopes', 'rotate_by', 'last_used_at', 'last_used_by', 'last_tested_at', 'last_test', 'revocation', 'request_key', 'lease_owner', 'lease_fence', 'lease_until', 'updated_at',
  ],
  integration_providers: [
    'name', 'category', 'description', 'logo_id', 'logo_dark_id', 'logo_slug', 'base_url', 'auth_methods', 'help_url', 'help_text', 'test', 'website', 'docs_url', 'manage_url', 'status_url', 'services', 'auth_failure', 'retry', 'timeout_seconds',
    'scrub_answers', 'ai', 'webhook', 'source', 'gaps', 'status', 'replaced_by', 'featured', 'rotate_after_days', 'version', 'changed_by', 'updated_at', 'created_at', 'usage',
  ],
  routing_policies: ['id', 'updated_at', 'created_at'],
  built_in_credentials: ['masked_credential', 'updated_at', 'created_at'],
  data_keys: ['proof', 'updated_at', 'created_at'],
  api_tokens: ['platform', 'prefix', 'created_by_id', 'last_used_at', 'updated_at', 'created_at'],
  memberships: ['id', 'updated_at', 'created_at'],
}
const tables = Object.keys(notLookedAt)

const dataKeys = createDataKeys({ keyring: createKeyring({ current: randomBytes(32) }) })
let database: TestDatabase
let pool: pg.Pool
let listener: pg.Client
let heard: string[] = []
let account: RawAccount

beforeAll(async () => {
  database = await createDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 4 })
  pool.on('error', () => undefined)
  listener = new pg.Client({ connectionString: database.url })
  await listener.connect()
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''))
  await listener.query('listen patchbay_changes')
  account = await seedRawAccount({ pool, dataKeys })
})
afterAll(async () => {
  await listener.end()
  await pool.end()
  await database.drop()
})

/** What was said of all that was committed before; a mark of our own says when there is no more. */
async function listen(): Promise<Record<string, unknown>[]> {
  const mark = randomBytes(8).toString('hex')
  await pool.query(`select pg_notify('patchbay_changes', $1)`, [mark])
  await vi.waitFor(() => {
    if (!heard.includes(mark)) throw new Error('not heard yet')
  }, { timeout: 10_000, interval: 5 })
  const said = heard.filter((one) => one !== mark).map((one) => JSON.parse(one) as Record<string, unknown>)
  heard = []
  return said
}

/** Runs `work` in a transaction that is rolled back, with every constraint of the tables off and foreign keys unchecked. */
async function inVain<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    // Also shows that the triggers speak where others are off, as in a restore.
    await client.query(`begin; set local session_replication_role = replica`)
    const { rows } = await client.query<{ name: string; table: string }>(`select conname as name, conrelid::regclass::text as table from pg_constraint where contype = 'c' and conrelid = any($1::regclass[])`, [tables])
    for (const { name, table } of rows) await client.query(`alter table ${table} drop constraint ${name}`)
    return await work(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

type Column = { table: string; column: string; type: string; labels: string[] | null }
const listColumns = async (): Promise<Column[]> =>
  (await pool.query<Column>(
    `select a.attrelid::regclass::text as table, a.attname as column, t.typname as type, (select array_agg(enumlabel::text) from pg_enum e where e.enumtypid = t.oid) as labels
     from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = any($1::regclass[]) and a.attnum > 0 and not a.attisdropped order by 1, 2`, [tables])).rows

/** Another value for a column, as SQL. */
function otherValue({ column, type, labels }: Column): string {
  if (labels !== null) return `case when ${column}::text = '${labels[0]}' then '${labels.at(-1)}' else '${labels[0]}' end::${type}`
  const values: Record<string, string> = { uuid: 'gen_random_uuid()', varchar: `'x' || md5(random()::text)`, text: `'x' || md5(random()::text)`, numeric: `coalesce(${column}, 0) + 1`, bool: `not coalesce(${column}, false)`, jsonb: `'["use", "other"]'::jsonb`, timestamptz: `now() + interval '1 day'` }
  const value = values[type]
  if (value === undefined) throw new Error(`no other value for the type ${type} of ${column}`)
  return value
}
const rowOf: Record<string, () => string> = {
  accounts: () => account.id, connections: () => account.connection, integration_providers: () => account.providerId, built_in_credentials: () => account.builtIn, data_keys: () => account.dataKey, api_tokens: () => account.tokenId,
}
const whereOf = (table: string): string => (rowOf[table] === undefined ? `account_id = '${account.id}'` : `id = '${rowOf[table]()}'`)

const notedIn = async (client: pg.PoolClient): Promise<Record<string, unknown>[]> => {
  const { rows } = await client.query<{ changes: string | null }>(`select current_setting('patchbay.changes', true) as changes`)
  return JSON.parse(rows[0]?.changes || '[]') as Record<string, unknown>[]
}

describe('the tables that a call reads', () => {
  it('are those with triggers, which speak whatever the session is set to', async () => {
    const sent: { text: string; values: unknown[] }[] = []
    const spy = { query: async (one: { text: string; values: unknown[] }) => (sent.push(one), { rows: [] }) } as unknown as pg.Pool
    await loadCall({ pool: spy, query: { hash: account.hash, provider: account.key, connectionId: account.connection } })
    const { rows } = await pool.query(`explain (verbose, format json) ${sent[0]!.text.replace(/\$(\d+)/g, (_all, n: string) => pg.escapeLiteral(String(sent[0]!.values[Number(n) - 1] ?? '00000000-0000-4000-8000-000000000000')))}`)
    const read = new Set([...JSON.stringify(rows).matchAll(/"Relation Name":"(\w+)"/g)].map(([, name]) => name))
    expect([...read].toSorted()).toEqual(tables.toSorted())

    const triggers = await pool.query<{ table: string; name: string }>(`select tgrelid::regclass::text as table, tgname as name from pg_trigger where tgfoid = 'patchbay.note_change'::regproc and tgenabled = 'A'`)
    const expected = tables.flatMap((table) => ['patchbay_deleted', ...(table === 'api_tokens' ? [] : ['patchbay_inserted']), 'patchbay_truncated', 'patchbay_updated'].map((name) => `${table} ${name}`))
    expect(triggers.rows.map(({ table, name }) => `${table} ${name}`).toSorted()).toEqual(expected.toSorted())
  })

  it('say a change of each column, or it is one that no call looks at', async () => {
    const columns = await listColumns()
    expect(columns.length).toBeGreaterThan(100)
    const said = await inVain(async (client) => {
      const found: Record<string, string[]> = {}
      for (const column of columns) {
        await client.query(`savepoint one; select set_config('patchbay.changes', '', true)`)
        const { rowCount } = await client.query(`update ${column.table} set ${column.column} = ${otherValue(column)} where ${whereOf(column.table)}`)
        expect([column.table, column.column, rowCount]).toEqual([column.table, column.column, 1])
        if ((await notedIn(client)).length === 0) (found[column.table] ??= []).push(column.column)
        await client.query('rollback to savepoint one')
      }
      return found
    })
    for (const table of tables) expect([table, said[table]?.toSorted()]).toEqual([table, notLookedAt[table]!.filter((name) => columns.some((one) => one.table === table && one.column === name)).toSorted()])
  })

  it('give a call the same whatever stands in the columns nobody speaks of', async () => {
    const columns = (await listColumns()).filter(({ table, column }) => notLookedAt[table]!.includes(column))
    await inVain(async (client) => {
      const ask = async () => {
        const { input, token } = await loadCall({ pool: client as unknown as pg.Pool, query: { hash: account.hash, provider: account.key, connectionId: null } })
        return JSON.stringify({ ...input, readAt: null, token })
      }
      const before = await ask()
      expect(before).toContain(account.connection)
      for (const column of columns) {
        await client.query(`update ${column.table} set ${column.column} = ${otherValue(column)} where ${whereOf(column.table)}`)
        expect([column.table, column.column, await ask()]).toEqual([column.table, column.column, before])
      }
    })
  })
})

describe('what is said', () => {
  it('names what it concerns, before and after, and holds nothing else of the row', async () => {
    await listen()
    await pool.query(`update connections set status = 'error' where id = $1`, [account.connection])
    await pool.query('update accounts set blocked = true where id = $1', [account.id])
    await pool.query('update api_tokens set expires_at = now() where id = $1', [account.tokenId])
    await pool.query('update data_keys set kek_id = $2 where id = $1', [account.dataKey, 'other'])
    await pool.query(`update memberships set role = 'viewer' where user_id = $1`, [account.user])
    await pool.query('update integration_providers set blocked = true where id = $1', [account.providerId])
    expect(await listen()).toEqual([
      { table: 'connections', account: account.id, provider: account.key },
      { table: 'accounts', account: account.id },
      { table: 'api_tokens', id: account.tokenId },
      { table: 'data_keys', id: account.dataKey, account: account.id },
      { table: 'memberships', user: account.user },
      { table: 'integration_providers', provider: account.key },
    ])
    const other = await seedRawAccount({ pool, dataKeys })
    await listen()
    await pool.query('update routing_policies set account_id = $2 where account_id = $1', [other.id, account.id]).catch(() => undefined)
    await pool.query('update memberships set user_id = $2 where user_id = $1 and account_id = $3', [other.user, account.user, other.id])
    expect(await listen()).toEqual(expect.arrayContaining([{ table: 'memberships', user: other.user }, { table: 'memberships', user: account.user }]))
  })

  it('is said once a transaction, after a commit and never after a rollback', async () => {
    await listen()
    const client = await pool.connect()
    await client.query('begin')
    for (let n = 0; n < 5; n += 1) await client.query('update connections set sort_order = sort_order + 1 where id = $1', [account.connection])
    expect(await listen()).toEqual([])
    await client.query(`savepoint one; update accounts set blocked = not blocked where id = '${account.id}'; rollback to savepoint one`)
    expect(await notedIn(client)).toEqual([{ table: 'connections', account: account.id, provider: account.key }])
    await client.query('commit')
    expect(await listen()).toEqual([{ table: 'connections', account: account.id, provider: account.key }])
    expect(await notedIn(client)).toEqual([])
    await client.query(`begin; update connections set sort_order = sort_order + 1 where id = '${account.connection}'; rollback`)
    client.release()
    expect(await listen()).toEqual([])
  })

  it('is “everything” after a hundred notes, for a table that is emptied, and for a key that no note has room for', async () => {
    await pool.query(`insert into accounts (name, slug) select 'many', 'many-' || n from generate_series(1, 300) n`)
    const many = await listen()
    expect([many.length, many.at(-1)]).toEqual([101, { table: '*' }])
    await pool.query(`update accounts set blocked_reason = 'x' where slug in ('many-1', 'many-2')`)
    expect(await listen()).toHaveLength(2)
    await pool.query('truncate routing_policies')
    expect(await listen()).toEqual([{ table: '*' }])
    await pool.query(`insert into integration_providers (key, name, category, description, auth_methods, compiled) values (repeat('a', 9000), 'Long', 'Test', 'x', '[]', null)`)
    expect(await listen()).toEqual([{ table: '*' }])
  })

  it('names a data key that is gone, also where everything has been said, and only then', async () => {
    const [one, two] = [await seedRawAccount({ pool, dataKeys }), await seedRawAccount({ pool, dataKeys })]
    await listen()
    const noted = await inPoolTransaction(pool, async (client) => {
      await client.query('update accounts set blocked = not blocked')
      await client.query('update data_keys set kek_id = $2 where id = $1', [two.dataKey, 'other'])
      await client.query(`update data_keys set state = 'destroyed' where id = $1`, [one.dataKey])
      await client.query(`update connections set status = 'revoked', envelope = null, data_key_id = null where data_key_id = $1`, [two.dataKey])
      await client.query('delete from data_keys where id = $1', [two.dataKey])
      return notedIn(client)
    })
    const gone = [{ id: one.dataKey, gone: true, table: 'data_keys', account: one.id }, { id: two.dataKey, gone: true, table: 'data_keys', account: two.id }]
    expect(noted.slice(-3)).toEqual([{ table: '*' }, ...gone])
    expect((await listen()).slice(-3)).toEqual([{ table: '*' }, ...gone])
  })

  it('is nothing for what is written all the time', async () => {
    await listen()
    await flushTokenUses({ pool, uses: [{ token: account.tokenId, lastAt: Date.now() }] })
    await flushUsage({ pool, writer: account.id, sequence: 1, entries: [{ connection: account.connection, account: account.id, provider: account.key, hour: Date.now(), lastAt: Date.now(), by: { kind: 'server' }, counts: emptyUsage() }] })
    await pool.query(`update connections set lease_owner = 'me', lease_fence = 7, lease_until = now() where id = $1`, [account.connection])
    const { rows } = await pool.query('select c.last_used_at as connection, t.last_used_at as token from connections c, api_tokens t where c.id = $1 and t.id = $2', [account.connection, account.tokenId])
    expect(rows[0]).toEqual({ connection: expect.any(Date), token: expect.any(Date) })
    expect(await listen()).toEqual([])
  })
})
