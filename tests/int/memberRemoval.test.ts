import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { describe, expect, it, vi } from 'vitest'
import type * as Patchbay from '#src/patchbay.ts'
import { expectStatus } from '#tests/support/makeWorld.ts'
import type { TestAnswer } from '#tests/support/startServer.ts'
import { holdStage } from '#tests/support/holdStage.ts'
import type { Stage, StageAccount } from '#tests/support/startStage.ts'

/** What becomes of what somebody had in an account when they leave it, are removed, or are deleted altogether. */

let stage: Stage
let account: StageAccount
let patchbay: Pick<typeof Patchbay, 'getAiConfig' | 'resolveCredential'>

holdStage({
  open: async (one) => {
    stage = one
    patchbay = await import('#src/patchbay.ts')
  },
  enter: (one) => void (account = one),
})

const membershipOf = async (user: { id: string }, of = account) => (await stage.sql<{ id: string }>('select id from memberships where account_id = $1 and user_id = $2', [of.id, user.id]))[0]?.id ?? ''
const remove = async (as: { headers: Record<string, string> }, user: { id: string }) => stage.request('DELETE', `/api/memberships/${await membershipOf(user)}`, { headers: as.headers })
const removeUser = (user: { id: string }) => stage.request('DELETE', `/api/users/${user.id}`, { as: stage.platform })
const rowOf = async (id: string) => (await stage.sql('select status, envelope, owner_id, data_key_id from connections where id = $1', [id]))[0]
const actionsOn = async (id: string) => (await stage.sql<{ action: string }>('select action from audit_events where target_id = $1 order by created_at', [id])).map((row) => row.action)
const codeOf = (work: Promise<unknown>) => work.then(() => 'fine', (error: { code: string }) => error.code)

/** A member with a private and a shared connection, and a token that made a token. */
async function furnish() {
  const { admin } = account.people
  const own = await stage.connected({ account, as: admin, body: { visibility: 'private', displayName: 'Own' } })
  const shared = await stage.connected({ account, as: admin, body: { displayName: 'Shared' } })
  const token = await stage.makeToken({ as: admin, account: account.id, scopes: ['read', 'use', 'manage'] })
  const child = await stage.makeToken({ as: token, account: account.id, scopes: ['manage'] })
  const { settings } = await patchbay.getAiConfig({ account: account.id, provider: 'globex', user: admin.id, connectionId: own.id, via: 'proxy' })
  return { own, shared, token, child, settings }
}

type Furniture = Awaited<ReturnType<typeof furnish>>

async function expectReleased({ own, shared, token, child }: Furniture, heir: string) {
  expect(await rowOf(own.id)).toMatchObject({ status: 'revoked', envelope: null, data_key_id: null })
  expect((await actionsOn(own.id)).at(-1)).toBe('connection.revoked')
  expect(await rowOf(shared.id)).toMatchObject({ status: 'active', owner_id: heir, envelope: expect.any(String) })
  expect((await actionsOn(shared.id)).at(-1)).toBe('connection.passed_on')
  for (const one of [token, child]) {
    expect((await stage.request('GET', '/api/connections', { headers: one.headers })).status).toBe(401)
    expect((await actionsOn(one.id)).at(-1)).toBe('api_token.deleted')
  }
  expect(await stage.sql('select 1 from api_tokens where account_id = $1', [account.id])).toEqual([])
}

describe('a member who is removed', () => {
  it('leaves no private credential and no token behind; shared ones pass to the owner who removes them', async () => {
    const { owner, admin, member } = account.people
    const second = await stage.makeUser({ name: 'Second owner' })
    expectStatus(await stage.request('POST', '/api/memberships', { as: owner, body: { account: account.id, user: second.id, role: 'owner' } }))
    const furniture = await furnish()
    expectStatus(await remove(second, admin))
    await expectReleased(furniture, second.id)
    expect(await codeOf(patchbay.resolveCredential({ account: account.id, provider: 'globex', user: admin.id, connectionId: furniture.own.id }))).not.toBe('fine')
    // Others keep theirs.
    expect(await membershipOf(member)).not.toBe('')
  })

  it('by an admin, or by leaving: they pass to the oldest owner', async () => {
    const { owner, admin } = account.people
    const furniture = await furnish()
    expectStatus(await remove(admin, admin))
    await expectReleased(furniture, owner.id)
  })

  it('keeps everything when the removal is refused', async () => {
    const { owner, member } = account.people
    const own = await stage.connected({ account, as: owner, body: { visibility: 'private' } })
    for (const as of [owner, member, stage.platform]) expect((await remove(as, owner)).status).toBeGreaterThanOrEqual(403)
    expect(await rowOf(own.id)).toMatchObject({ status: 'active', owner_id: owner.id })
  })
})

describe('a member who may no longer manage', () => {
  it.each([['admin', 'member'], ['owner', 'viewer']])('%s → %s: the tokens they made end, what they connected stays', async (from, to) => {
    const { owner, admin } = account.people
    const change = async (role: string) => expectStatus(await stage.request('PATCH', `/api/memberships/${await membershipOf(admin)}`, { as: owner, body: { role } }))
    if (from !== 'admin') await change(from)
    const { own, shared, token, child } = await furnish()
    const ofOthers = await stage.makeToken({ as: owner, account: account.id, scopes: ['manage'] })
    await change(to)
    for (const one of [token, child]) {
      expect((await stage.request('GET', '/api/connections', { headers: one.headers })).status).toBe(401)
      expect((await actionsOn(one.id)).at(-1)).toBe('api_token.deleted')
    }
    expect((await stage.request('GET', '/api/connections', { headers: ofOthers.headers })).status).toBe(200)
    for (const one of [own, shared]) expect(await rowOf(one.id)).toMatchObject({ status: 'active', owner_id: admin.id })
  })

  it('owner → admin: still manages, and keeps their tokens', async () => {
    const second = await stage.makeUser()
    const { owner } = account.people
    expectStatus(await stage.request('POST', '/api/memberships', { as: owner, body: { account: account.id, user: second.id, role: 'owner' } }))
    const token = await stage.makeToken({ as: second, account: account.id, scopes: ['manage'] })
    expectStatus(await stage.request('PATCH', `/api/memberships/${await membershipOf(second)}`, { as: owner, body: { role: 'admin' } }))
    expect((await stage.request('GET', '/api/connections', { headers: token.headers })).status).toBe(200)
  })
})

/** What takes the right away happens after the request was let in, and before anything is written. */
async function whileAsking({ ask, lock, change }: { ask: () => Promise<TestAnswer>; lock: [string, unknown[]]; change: [string, unknown[]] }) {
  const other = new pg.Client({ connectionString: stage.databaseUrl })
  await other.connect()
  try {
    await other.query('begin')
    await other.query(...lock)
    const asked = ask()
    await vi.waitFor(async () => expect(await stage.sql(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).not.toEqual([]), { timeout: 20_000, interval: 20 })
    await other.query(...change)
    await other.query('commit')
    return (await asked).status
  } finally {
    await other.end()
  }
}

describe('a person who is brought in', () => {
  it('while whoever does it is removed or demoted, stays out', async () => {
    const { admin } = account.people
    const friend = await stage.makeUser()
    const lock: [string, unknown[]] = ['select 1 from accounts where id = $1 for update', [account.id]]
    const ask = () => stage.request('POST', '/api/memberships', { as: admin, body: { account: account.id, user: friend.id, role: 'admin' } })
    expect(await whileAsking({ ask, lock, change: [`update memberships set role = 'member' where user_id = $1`, [admin.id]] })).toBe(403)
    await stage.sql(`update memberships set role = 'admin' where user_id = $1`, [admin.id])
    expect(await whileAsking({ ask, lock, change: ['delete from memberships where user_id = $1', [admin.id]] })).toBe(404)
    expect(await membershipOf(friend)).toBe('')
  })
})

describe('a token that is asked for', () => {
  const meanwhile = ({ as, account: of, ...rest }: { as: { headers: Record<string, string> }; account: string | null; lock: [string, unknown[]]; change: [string, unknown[]] }) =>
    whileAsking({ ask: () => stage.request('POST', '/api/api-tokens', { headers: as.headers, body: { name: 'late', account: of, scopes: ['manage'] } }), ...rest })

  it('while its maker is removed, demoted or ended, is not made', async () => {
    const { owner, admin } = account.people
    const lockAccount: [string, unknown[]] = ['select 1 from accounts where id = $1 for update', [account.id]]
    expect(await meanwhile({ as: admin, account: account.id, lock: lockAccount, change: ['delete from memberships where user_id = $1', [admin.id]] })).toBe(404)
    const parent = await stage.makeToken({ as: owner, account: account.id, scopes: ['manage'] })
    expect(await meanwhile({ as: parent, account: account.id, lock: lockAccount, change: ['delete from api_tokens where id = $1', [parent.id]] })).toBe(404)
    const operator = await stage.makeUser({ platformRole: 'admin' })
    expect(await meanwhile({ as: operator, account: null, lock: ['select 1 from users where id = $1 for no key update', [operator.id]], change: [`update users set platform_role = 'none' where id = $1`, [operator.id]] })).toBe(404)
    expect(await stage.sql(`select 1 from api_tokens where name = 'late'`)).toEqual([])
  })
})

describe('private connections', () => {
  it('open for their owner while they are a member who may use any', async () => {
    const { member } = account.people
    const own = await stage.connected({ account, as: member, body: { visibility: 'private' } })
    const question = { account: account.id, provider: 'globex', user: member.id }
    expect((await patchbay.resolveCredential(question)).connection?.id).toBe(own.id)
    await stage.sql(`update memberships set role = 'viewer' where account_id = $1 and user_id = $2`, [account.id, member.id])
    expect(await codeOf(patchbay.resolveCredential(question))).toBe('credential_missing')
    // However the membership went.
    await stage.sql('delete from memberships where account_id = $1 and user_id = $2', [account.id, member.id])
    for (const connectionId of [undefined, own.id]) expect(await codeOf(patchbay.resolveCredential({ ...question, connectionId }))).not.toBe('fine')
  })
})

describe('a user who is deleted', () => {
  it('leaves each of their accounts first', async () => {
    const { owner, admin } = account.people
    const furniture = await furnish()
    const elsewhere = await stage.newAccount()
    expectStatus(await stage.request('POST', '/api/memberships', { as: elsewhere.people.owner, body: { account: elsewhere.id, user: admin.id, role: 'member' } }))
    const other = await stage.connected({ account: elsewhere, as: admin, body: { visibility: 'private' } })
    expect((await removeUser(admin)).status).toBe(200)
    await expectReleased(furniture, owner.id)
    expect(await rowOf(other.id)).toMatchObject({ status: 'revoked', envelope: null })
    expect(await stage.sql('select 1 from memberships where user_id = $1', [admin.id])).toEqual([])
    expect(await stage.sql(`select account from audit_events where action = 'membership.deleted' and account = any($1) and actor_id = $2`, [[account.id, elsewhere.id], stage.platform.id])).toHaveLength(2)
  })

  it('and is the last owner of an account, stays, with everything', async () => {
    const { owner } = account.people
    const own = await stage.connected({ account, as: owner, body: { visibility: 'private' } })
    const answer = await removeUser(owner)
    expect([answer.status, answer.body.errors[0].code]).toEqual([409, 'conflict'])
    expect(await rowOf(own.id)).toMatchObject({ status: 'active' })
    expect(await membershipOf(owner)).not.toBe('')
  })

  it('and is one of two owners, goes', async () => {
    const { owner } = account.people
    const second = await stage.makeUser()
    expectStatus(await stage.request('POST', '/api/memberships', { as: owner, body: { account: account.id, user: second.id, role: 'owner' } }))
    const shared = await stage.connected({ account, as: owner })
    expect((await removeUser(owner)).status).toBe(200)
    expect(await rowOf(shared.id)).toMatchObject({ status: 'active', owner_id: second.id })
  })

  it('and belongs to no account any more, leaves no credential of theirs open', async () => {
    const { member, owner } = account.people
    const own = await stage.connected({ account, as: member, body: { visibility: 'private' } })
    const shared = await stage.connected({ account, as: member, body: { displayName: 'Shared' } })
    await stage.sql('delete from memberships where user_id = $1', [member.id])
    expect((await removeUser(member)).status).toBe(200)
    expect(await rowOf(own.id)).toMatchObject({ status: 'revoked', envelope: null })
    expect(await rowOf(shared.id)).toMatchObject({ status: 'active', owner_id: owner.id })
  })
})

describe('somebody who stops running the platform', () => {
  it('has no platform token any more', async () => {
    for (const end of ['demoted', 'deleted']) {
      const admin = await stage.makeUser({ platformRole: 'admin', name: randomUUID() })
      const token = await stage.makeToken({ as: admin, account: null, scopes: ['manage'] })
      expect((await stage.request('GET', '/api/users', { as: token })).status).toBe(200)
      expectStatus(end === 'deleted' ? await removeUser(admin) : await stage.request('PATCH', `/api/users/${admin.id}`, { as: stage.platform, body: { platformRole: 'none' } }))
      expect((await stage.request('GET', '/api/users', { as: token })).status).toBe(401)
    }
  })
})
