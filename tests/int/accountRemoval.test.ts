import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { codesOf, fieldsOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** What is written to an account while it is being deleted goes with it. */

let stage: Stage
let account: StageAccount
let other: pg.Client

beforeAll(async () => {
  stage = await startStage()
  other = new pg.Client({ connectionString: stage.databaseUrl })
  await other.connect()
})
afterAll(async () => {
  await other?.end()
  await stage?.stop()
})
beforeEach(async () => {
  account = await stage.newAccount()
})

const removeAccount = () => stage.request('POST', `/api/accounts/${account.id}/delete`, { as: account.people.owner, body: { current: account.people.owner.password } })

/** Until `count` statements stand still before a lock. */
const untilWaiting = (count: number) =>
  vi.waitFor(async () => {
    const rows = await stage.sql(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    expect(rows.length).toBeGreaterThanOrEqual(count)
  }, { timeout: 20_000, interval: 20 })

/** Runs a statement in a transaction that is committed only when the deletion waits for it. */
async function whileRemoving(text: string, values: unknown[]) {
  await other.query('begin')
  await other.query(text, values)
  const removal = removeAccount()
  await untilWaiting(1)
  await other.query('commit')
  return removal
}

describe('deleting an account', () => {
  const isThere = async () => (await stage.sql('select 1 from accounts where id = $1', [account.id])).length === 1
  const send = (body?: unknown, as = account.people.owner) => stage.request('POST', `/api/accounts/${account.id}/delete`, { as, ...(body === undefined ? {} : { body }) })

  it('takes its owner’s password: a session alone does not, nor does another password, which is counted', async () => {
    const { owner, admin } = account.people
    const bare = await stage.request('DELETE', `/api/accounts/${account.id}`, { as: owner })
    expect([codesOf(bare), bare.body.errors[0].hint]).toEqual([['forbidden'], 'Send it to POST /api/accounts/{id}/delete.'])
    expect(codesOf(await send())).toEqual(['invalid_json'])
    expect(fieldsOf(await send({}))).toEqual(['current'])
    for (const current of [owner.password, 'not this']) expect(codesOf(await send({ current }, admin))).toEqual(['forbidden'])
    for (let tries = 0; tries < 10; tries += 1) expect([(await send({ current: `guess ${tries}` })).status, await isThere()]).toEqual([422, true])
    expect(codesOf(await send({ current: owner.password }))).toEqual(['rate_limited'])
    expect(await isThere()).toBe(true)
    await stage.sql('delete from patchbay.sign_in_attempts')
    expect((await send({ current: owner.password })).status).toBe(200)
    expect(await isThere()).toBe(false)
    expect(await stage.sql(`select actor_id, action from audit_events where target_id = $1 and action = 'account.deleted'`, [account.id])).toEqual([{ actor_id: owner.id, action: 'account.deleted' }])
  })

  it('is the platform’s too, at Payload’s own address', async () => {
    expect(codesOf(await send({ current: stage.platform.password }, stage.platform))).toEqual(['not_found'])
    expect((await stage.request('DELETE', `/api/accounts/${account.id}`, { as: stage.platform })).status).toBe(200)
    expect(await isThere()).toBe(false)
  })

  it('is not for who was demoted meanwhile', async () => {
    const { owner, member } = account.people
    await other.query('begin')
    await other.query('select 1 from accounts where id = $1 for update', [account.id])
    const removal = removeAccount()
    await untilWaiting(1)
    await other.query(`update memberships set role = 'owner' where account_id = $1 and user_id = $2`, [account.id, member.id])
    await other.query(`update memberships set role = 'admin' where account_id = $1 and user_id = $2`, [account.id, owner.id])
    await other.query('commit')
    expect([codesOf(await removal), await isThere()]).toEqual([['forbidden'], true])
  })
})

describe('a row that is being written while its account is deleted', () => {
  it('goes with it: a token does not become the platform’s', async () => {
    const id = randomUUID()
    expect((await whileRemoving(`insert into api_tokens (id, name, account_id, scopes) values ($1, 'late', $2, '["manage"]')`, [id, account.id])).status).toBe(200)
    expect(await stage.sql('select id from api_tokens where id = $1 or account_id = $2', [id, account.id])).toEqual([])
  })

  it('goes with it: a membership', async () => {
    const { id } = await stage.makeUser()
    expect((await whileRemoving(`insert into memberships (account_id, user_id, role) values ($1, $2, 'viewer')`, [account.id, id])).status).toBe(200)
    expect(await stage.sql('select 1 from memberships where account_id = $1 or user_id = $2', [account.id, id])).toEqual([])
  })

  it('is refused when the deletion came first: the account is not found', async () => {
    const { id } = await stage.makeUser()
    // The deletion, held between its locks and its end.
    await other.query('begin')
    await other.query('select 1 from accounts where id = $1 for update', [account.id])
    const late = [
      stage.request('POST', '/api/memberships', { as: account.people.owner, body: { account: account.id, user: id, role: 'viewer' } }),
      stage.request('POST', '/api/api-tokens', { as: account.people.owner, body: { name: 'late', account: account.id, scopes: ['manage'] } }),
    ]
    await untilWaiting(2)
    await other.query('delete from accounts where id = $1', [account.id])
    await other.query('commit')
    for (const answer of late) expect((await answer).status).toBe(404)
    expect(await stage.sql('select 1 from api_tokens where account_id = $1 or (account_id is null and not platform)', [account.id])).toEqual([])
  })
})

describe('the database itself', () => {
  it('takes everything of an account along, and keeps no token of no account that is not said to be the platform’s', async () => {
    await stage.connected({ account })
    await stage.sql('delete from accounts where id = $1', [account.id])
    for (const table of ['connections', 'memberships', 'api_tokens', 'routing_policies', 'data_keys']) {
      expect([table, await stage.sql(`select id from ${table} where account_id = $1`, [account.id])]).toEqual([table, []])
    }
    await expect(stage.sql(`insert into api_tokens (name, scopes) values ('nobody’s', '["manage"]')`)).rejects.toThrow(/api_tokens_platform_check/)
    await expect(stage.sql(`update api_tokens set account_id = null where account_id is not null`)).rejects.toThrow(/api_tokens_platform_check/)
  })
})
