import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDataKeys } from '#src/engine/vault/DataKeys.ts'
import { createKeyring } from '#src/engine/vault/Keyring.ts'
import { startGateway } from '#tests/support/startGateway.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** The encryption key is changed while everything runs, and the old one is then needed no more. */

let stage: Stage
let account: StageAccount
let connection: string
let token: Record<string, string>
const newKey = randomBytes(32).toString('base64')
let oldKey: string
const idOf = (key: string): string => createKeyring({ current: Buffer.from(key, 'base64') }).currentId

beforeAll(async () => {
  stage = await startStage()
  oldKey = stage.env.PATCHBAY_ENCRYPTION_KEY ?? ''
  account = await stage.newAccount()
  connection = (await stage.connected({ account })).id
  token = (await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })).headers
  // More than a batch holds, such as former keys of an account.
  const keys = createDataKeys({ keyring: createKeyring({ current: Buffer.from(oldKey, 'base64') }) })
  for (let made = 0; made < 250; made++) {
    const { id, owner, kekId, wrapped } = keys.create(account.id)
    await stage.sql(`insert into data_keys (id, owner, account_id, kek_id, wrapped, state) values ($1, $2, $3, $4, $5, 'open_only')`, [id, owner, account.id, kekId, wrapped])
  }
}, 120_000)
afterAll(() => stage?.stop())

async function rewrap(): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/server/rewrapKeys.ts')], { env: { ...process.env, ...stage.env, PATCHBAY_ENCRYPTION_KEY: newKey, PATCHBAY_RETIRED_ENCRYPTION_KEYS: oldKey }, stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code: code as number | null, output, errors }
}
const keyIds = async () => (await stage.sql<{ kek: string; count: number }>(`select kek_id as kek, count(*)::int as count from data_keys where state <> 'destroyed' group by 1`)).sort((a, b) => a.count - b.count)
/** The status of a call through a gateway that has that key only, or why it does not start. */
async function callWith(key: string): Promise<number | string> {
  const gateway = await startGateway({ env: { ...stage.env, PATCHBAY_ENCRYPTION_KEY: key } }).catch((error: Error) => error.message)
  if (typeof gateway === 'string') return gateway
  const response = await fetch(`${gateway.url}/api/proxy/connections/${connection}/me`, { headers: token })
  await gateway.stop()
  return response.status
}

describe('wrapping data keys with another encryption key', () => {
  it('leaves what somebody else holds and what does not open, says so, and needs the old key until they are done', async () => {
    const all = (await keyIds())[0]?.count ?? 0
    type Row = { id: string; wrapped: string }
    const [held, altered] = (await stage.sql<Row>(`select id, wrapped from data_keys where state = 'open_only' order by id limit 2`)) as [Row, Row]
    await stage.sql('update data_keys set wrapped = $2 where id = $1', [altered.id, held.wrapped])
    const holder = new pg.Client({ connectionString: stage.databaseUrl })
    await holder.connect()
    try {
      await holder.query('begin')
      await holder.query('select 1 from data_keys where id = $1 for update', [held.id])
      const { code, output, errors } = await rewrap()
      expect([code, output]).toEqual([1, expect.stringContaining(`${all - 2} data keys wrapped with the encryption key ${idOf(newKey)}.`)])
      expect(errors).toContain(`These do not open, and stay as they are: ${altered.id}.`)
      expect(errors).toContain(`Data keys still need ${idOf(oldKey)}`)
      expect(await keyIds()).toEqual([{ kek: idOf(oldKey), count: 2 }, { kek: idOf(newKey), count: all - 2 }])
    } finally {
      await holder.end()
    }
    expect(await callWith(newKey)).toContain(`key ${idOf(oldKey)} is missing`)
    await stage.sql('update data_keys set wrapped = $2 where id = $1', [altered.id, altered.wrapped])
  })

  it('goes on where it was left, by two at once, without a second time for any', async () => {
    const both = await Promise.all([rewrap(), rewrap()])
    const done = both.reduce((sum, { output }) => sum + Number(/^(\d+) data keys wrapped/m.exec(output)?.[1]), 0)
    expect(done).toBe(2)
    expect(await keyIds()).toEqual([{ kek: idOf(newKey), count: expect.any(Number) }])
    expect(await rewrap()).toMatchObject({ code: 0, errors: '', output: expect.stringContaining('No other encryption key is needed any more') })
  })

  it('the new key alone then opens everything, and the old one alone is refused', async () => {
    expect(await callWith(newKey)).toBe(200)
    expect(await callWith(oldKey)).toContain('PATCHBAY_ENCRYPTION_KEY is not the key this database was sealed with')
  })

  it('each batch is in the trail, with what changed and no value', async () => {
    const events = await stage.sql<{ actor_kind: string; changed: string[]; address: string }>(`select actor_kind, changed, address from audit_events where action = 'platform.keys_rewrapped'`)
    expect(events.length).toBeGreaterThanOrEqual(4)
    for (const event of events) expect(event).toEqual({ actor_kind: 'system', changed: ['kekId'], address: 'server code' })
  })
})
