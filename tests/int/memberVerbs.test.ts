import { describe, expect, it } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { holdStage } from '#tests/support/holdStage.ts'
import { codesOf, fieldsOf, type Stage, type StageAccount } from '#tests/support/startStage.ts'
import type { TestActor, TestAnswer } from '#tests/support/startServer.ts'

/** What removing somebody would do, whom their connections go to, handing an account over, and two who remove each other. */

let stage: Stage
let account: StageAccount
holdStage({
  open: (one) => void (stage = one),
  enter: (one) => void (account = one),
})

const idOf = async (user: TestActor): Promise<string> => (await stage.sql<{ id: string }>('select id from memberships where account_id = $1 and user_id = $2', [account.id, user.id]))[0]?.id ?? ''
const rolesNow = async (): Promise<Record<string, string>> => Object.fromEntries((await stage.sql<{ user_id: string; role: string }>('select user_id, role from memberships where account_id = $1', [account.id])).map((row) => [row.user_id, row.role]))
const remove = async (as: TestActor, user: TestActor, query = ''): Promise<TestAnswer> => stage.request('DELETE', `/api/memberships/${await idOf(user)}${query}`, { as })
const impact = async (as: TestActor | null, user: TestActor): Promise<TestAnswer> => stage.request('GET', `/api/memberships/${await idOf(user)}/impact`, { as })
const handOver = async (as: TestActor, user: TestActor): Promise<TestAnswer> => stage.request('POST', `/api/memberships/${await idOf(user)}/hand-over`, { as, body: { current: as.password } })
const addOwner = async (): Promise<TestActor> => {
  const user = await stage.makeUser({ name: 'Second owner' })
  expectStatus(await stage.request('POST', '/api/memberships', { as: account.people.owner, body: { account: account.id, user: user.id, role: 'owner' } }))
  return user
}

describe('the impact of removing somebody', () => {
  it('names what is revoked, passed on and ended, and the owners who stay', async () => {
    const { admin, owner } = account.people
    const own = await stage.connected({ account, as: admin, body: { visibility: 'private', displayName: 'Own' } })
    const shared = await stage.connected({ account, as: admin, body: { displayName: 'Shared' } })
    const token = await stage.makeToken({ as: admin, account: account.id, scopes: ['read'] })
    expectStatus(await stage.request('POST', '/api/invitations', { as: admin, body: { account: account.id, email: 'x@example.test', role: 'viewer' } }))
    await stage.sql(`insert into patchbay.usage_buckets (connection, account, provider, source, hour, calls, handed_out) values ($1, $3, 'globex', 'byo', now(), 4, 2), ($1, $3, 'globex', 'byo', now() - interval '31 days', 50, 0), ($2, $3, 'globex', 'byo', now(), 9, 0)`, [own.id, shared.id, account.id])
    const expected = {
      privateConnections: [{ id: own.id, name: 'Own', provider: expect.any(String), calls30d: 6 }],
      sharedConnections: [{ id: shared.id, name: 'Shared', provider: expect.any(String) }],
      tokens: [{ id: token.id, name: expect.any(String) }],
      invitations: 1,
      heirs: [{ id: owner.id, name: owner.label }],
    }
    for (const as of [owner, admin]) expect(expectStatus(await impact(as, admin)).body).toEqual(expected)
    expect(expectStatus(await impact(owner, owner)).body).toEqual({ privateConnections: [], sharedConnections: [], tokens: [], invitations: 0, heirs: [] })
  })

  it('is for admins and for themself; others are told who can, strangers nothing', async () => {
    const { admin, member, viewer } = account.people
    expect(codesOf(await impact(viewer, member))).toEqual(['forbidden'])
    expect((await impact(member, member)).status).toBe(200)
    for (const as of [stage.stranger, stage.platform, stage.b.people.owner]) expect(codesOf(await impact(as, admin))).toEqual(['not_found'])
    expect(codesOf(await impact(null, admin))).toEqual(['unauthenticated'])
  })
})

describe('shared connections of somebody who goes', () => {
  it('pass to the owner who is named, and to nobody who is none', async () => {
    const { admin, owner, member } = account.people
    const second = await addOwner()
    const shared = await stage.connected({ account, as: admin })
    for (const heir of [member.id, admin.id, stage.stranger.id, 'x']) expect(fieldsOf(await remove(owner, admin, `?heir=${heir}`))).toEqual(['heir'])
    expect((await rolesNow())[admin.id]).toBe('admin')
    expectStatus(await remove(owner, admin, `?heir=${second.id.toUpperCase()}`))
    expect(await stage.sql('select owner_id from connections where id = $1', [shared.id])).toEqual([{ owner_id: second.id }])
  })
})

describe('handing an account over', () => {
  it('makes the other an owner and oneself an admin, in one step that the trail tells', async () => {
    const { owner, member } = account.people
    expect(expectStatus(await handOver(owner, member)).body).toEqual({ owner: member.id })
    expect(await rolesNow()).toMatchObject({ [owner.id]: 'admin', [member.id]: 'owner' })
    expect(await stage.sql(`select actor_id from audit_events where account = $1 and action = 'membership.updated'`, [account.id])).toEqual([{ actor_id: owner.id }, { actor_id: owner.id }])
    expect(codesOf(await handOver(owner, owner))).toEqual(['forbidden'])
  })

  it('is an owner’s alone, to somebody else of the account', async () => {
    const { owner, admin, viewer } = account.people
    for (const as of [admin, viewer]) expect(codesOf(await handOver(as, viewer))).toEqual(['forbidden'])
    for (const as of [stage.stranger, stage.platform]) expect(codesOf(await handOver(as, viewer))).toEqual(['not_found'])
    expect(codesOf(await handOver(owner, owner))).toEqual(['conflict'])
  })
})

describe('handing over takes the password', () => {
  const send = async (body?: unknown) => stage.request('POST', `/api/memberships/${await idOf(account.people.member)}/hand-over`, { as: account.people.owner, ...(body === undefined ? {} : { body }) })

  it('of whoever hands over: another one changes nothing, and is counted', async () => {
    const { owner, member } = account.people
    expect(codesOf(await send())).toEqual(['invalid_json'])
    for (const body of [{}, { current: 7 }]) expect([codesOf(await send(body)), fieldsOf(await send(body))]).toEqual([['validation_failed'], ['current']])
    for (let tries = 0; tries < 10; tries += 1) {
      const answer = await send({ current: `guess ${tries}` })
      expect([answer.status, fieldsOf(answer), answer.body.errors[0].message]).toEqual([422, ['current'], 'This is not your current password.'])
    }
    expect(codesOf(await send({ current: owner.password }))).toEqual(['rate_limited'])
    expect(await rolesNow()).toMatchObject({ [owner.id]: 'owner', [member.id]: 'member' })
  })

  it('and shows nobody else whether theirs is right', async () => {
    const { admin, viewer } = account.people
    for (const current of [admin.password, 'not this']) expect(codesOf(await stage.request('POST', `/api/memberships/${await idOf(viewer)}/hand-over`, { as: admin, body: { current } }))).toEqual(['forbidden'])
  })
})

describe('two at the same moment', () => {
  it('who own the account and remove each other: one goes, and one owner stays', async () => {
    const { owner } = account.people
    const second = await addOwner()
    const answers = await Promise.all([remove(owner, second), remove(second, owner)])
    expect(answers.map((one) => one.status).sort()).toEqual([200, 404])
    const roles = await rolesNow()
    expect([owner, second].filter((one) => roles[one.id] === 'owner')).toHaveLength(1)
  })

  it('also where a third owner would remain: whoever was removed first removes nobody', async () => {
    const { owner } = account.people
    const [second, third] = [await addOwner(), await addOwner()]
    const answers = await Promise.all([remove(owner, second), remove(second, owner)])
    expect(answers.map((one) => one.status).sort()).toEqual([200, 404])
    const roles = await rolesNow()
    expect([owner, second, third].filter((one) => roles[one.id] === 'owner')).toHaveLength(2)
  })

  it('who leave as the last two owners: one is told that an account keeps one', async () => {
    const { owner } = account.people
    const second = await addOwner()
    const answers = await Promise.all([remove(owner, owner), remove(second, second)])
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
  })

  it('who hand over and step down: an owner remains', async () => {
    const { owner, member } = account.people
    const second = await addOwner()
    await Promise.all([handOver(owner, member), handOver(second, owner)])
    expect(Object.values(await rolesNow())).toContain('owner')
  })
})
