import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectStatus, type Role } from '#tests/support/makeWorld.ts'
import { startTestServer, type TestActor, type TestAnswer } from '#tests/support/startServer.ts'

/** Who may hand out and take away which role. */

let server: Awaited<ReturnType<typeof startTestServer>>
let account: string
let members: Record<Role, { as: TestActor; id: string }>
let nextSlug = 0

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const add = (as: TestActor, user: TestActor, role: Role): Promise<TestAnswer> => server.request('POST', '/api/memberships', { as, body: { account, user: user.id, role } })
const setRole = (as: TestActor, id: string, role: Role): Promise<TestAnswer> => server.request('PATCH', `/api/memberships/${id}`, { as, body: { role } })
const remove = (as: TestActor, id: string): Promise<TestAnswer> => server.request('DELETE', `/api/memberships/${id}`, { as })
const codeOf = ({ status, body }: TestAnswer): string | number => body?.errors?.[0]?.code ?? status
const rolesNow = async (): Promise<string[]> => (await server.sql<{ role: string }>('select role from memberships where account_id = $1 order by role', [account])).map((row) => row.role)

async function makeAccount(): Promise<string> {
  nextSlug += 1
  return expectStatus(await server.request('POST', '/api/accounts', { as: server.platform, body: { name: `m${nextSlug}`, slug: `m${nextSlug}` } })).body.doc.id
}

beforeEach(async () => {
  account = await makeAccount()
  members = {} as typeof members
  for (const role of ['owner', 'admin', 'member', 'viewer'] as const) {
    const as = await server.makeUser({ name: role })
    members[role] = { as, id: expectStatus(await add(role === 'owner' ? server.platform : members.owner.as, as, role)).body.doc.id }
  }
})

describe('the platform', () => {
  it('sets the first owner of an account that has none, and nobody else', async () => {
    account = await makeAccount()
    const [person, other] = [await server.makeUser(), await server.makeUser()]
    for (const role of ['admin', 'member', 'viewer'] as const) expect(codeOf(await add(server.platform, person, role))).toBe('forbidden')
    expect(codeOf(await add(server.platform, server.platform, 'owner'))).toBe('forbidden')
    expect(await rolesNow()).toEqual([])
    expectStatus(await add(server.platform, person, 'owner'))
    expect(codeOf(await add(server.platform, other, 'owner'))).toBe('forbidden')
    expect(await rolesNow()).toEqual(['owner'])
  })

  it('does not set itself, however the id is written, nor anybody by what is no id', async () => {
    account = await makeAccount()
    for (const id of [server.platform.id, server.platform.id.toUpperCase(), { id: server.platform.id } as unknown as string]) expect(codeOf(await add(server.platform, { ...server.platform, id }, 'owner'))).toBe('forbidden')
    for (const user of ['nobody', `${server.platform.id} `, `{${server.platform.id}}`, server.platform.id.replaceAll('-', ''), [server.platform.id], 7]) {
      const answer = await server.request('POST', '/api/memberships', { as: server.platform, body: { account, user, role: 'owner' } })
      expect([user, codeOf(answer)]).toEqual([user, 'validation_failed'])
    }
    expect(await rolesNow()).toEqual([])
  })

  it('changes and removes nobody', async () => {
    for (const as of [server.platform, server.platformToken]) {
      for (const { id } of Object.values(members)) {
        expect(codeOf(await setRole(as, id, 'viewer'))).toBe('forbidden')
        expect(codeOf(await remove(as, id))).toBe('forbidden')
      }
    }
    expect(await rolesNow()).toEqual(['owner', 'admin', 'member', 'viewer'])
  })

  it('writes that it did into the account’s trail, where its owners read it', async () => {
    const { body } = await server.request('GET', `/api/audit-events?where[account][equals]=${account}&where[actorId][equals]=${server.platform.id}`, { as: members.owner.as })
    expect(body.docs.map((one: { action: string }) => one.action).sort()).toEqual(['account.created', 'membership.created'])
  })
})

describe('an admin', () => {
  it('makes and removes admins, members and viewers', async () => {
    for (const role of ['admin', 'member', 'viewer'] as const) {
      const { id } = expectStatus(await add(members.admin.as, await server.makeUser(), role)).body.doc
      for (const next of ['viewer', 'member', 'admin'] as const) expectStatus(await setRole(members.admin.as, id, next))
      expectStatus(await remove(members.admin.as, id))
    }
  })

  it('neither makes, unmakes nor removes an owner, itself included', async () => {
    expect(codeOf(await add(members.admin.as, await server.makeUser(), 'owner'))).toBe('forbidden')
    for (const { id } of [members.admin, members.member, members.viewer]) expect(codeOf(await setRole(members.admin.as, id, 'owner'))).toBe('forbidden')
    expect(codeOf(await setRole(members.admin.as, members.owner.id, 'admin'))).toBe('forbidden')
    expect(codeOf(await remove(members.admin.as, members.owner.id))).toBe('forbidden')
    expect(await rolesNow()).toEqual(['owner', 'admin', 'member', 'viewer'])
  })
})

describe('a token', () => {
  it('makes, changes and removes nobody: who holds one does not become a member by it', async () => {
    const manage = await server.makeToken({ as: members.owner.as, account, scopes: ['read', 'manage'] })
    for (const as of [manage, server.platformToken]) {
      for (const role of ['admin', 'viewer'] as const) expect(codeOf(await add(as, await server.makeUser(), role))).toBe('forbidden')
      expect(codeOf(await setRole(as, members.viewer.id, 'admin'))).toBe('forbidden')
      expect(codeOf(await remove(as, members.viewer.id))).toBe('forbidden')
    }
    expect(await rolesNow()).toEqual(['owner', 'admin', 'member', 'viewer'])
    account = await makeAccount()
    expect(codeOf(await add(server.platformToken, await server.makeUser(), 'owner'))).toBe('forbidden')
  })
})

describe('a member or viewer', () => {
  it('changes nothing but their own leaving', async () => {
    for (const role of ['member', 'viewer'] as const) {
      const { as, id } = members[role]
      expect(codeOf(await setRole(as, id, 'admin'))).toBe('forbidden')
      expect(codeOf(await add(as, await server.makeUser(), 'viewer'))).toBe('forbidden')
      expect(codeOf(await remove(as, members.admin.id))).toBe('forbidden')
      expectStatus(await remove(as, id))
      expect(codeOf(await server.request('GET', `/api/accounts/${account}`, { as }))).toBe('not_found')
    }
  })
})

describe('the last owner', () => {
  it('stays, whoever asks', async () => {
    for (const id of [members.owner.id, members.owner.id.toUpperCase()]) expect(codeOf(await remove(members.owner.as, id))).toBe('conflict')
    expect(codeOf(await remove(members.admin.as, members.owner.id.toUpperCase()))).toBe('forbidden')
    expect(codeOf(await setRole(members.owner.as, members.owner.id, 'admin'))).toBe('conflict')
    expect(await rolesNow()).toContain('owner')
  })

  it('may go once there is another', async () => {
    expectStatus(await setRole(members.owner.as, members.admin.id, 'owner'))
    expectStatus(await remove(members.owner.as, members.owner.id))
    expect(codeOf(await setRole(members.admin.as, members.admin.id, 'viewer'))).toBe('conflict')
    expect(await rolesNow()).toContain('owner')
  })

  it('remains when two owners go at the same moment, however they go', async () => {
    for (let round = 0; round < 5; round += 1) {
      account = await makeAccount()
      const people = [await server.makeUser(), await server.makeUser()] as const
      const first = expectStatus(await add(server.platform, people[0], 'owner')).body.doc.id as string
      const second = expectStatus(await add(people[0], people[1], 'owner')).body.doc.id as string
      const leave = [
        () => [remove(people[0], second), remove(people[1], first)],
        () => [remove(people[0], first), remove(people[1], second)],
        () => [setRole(people[0], second, 'viewer'), setRole(people[1], first, 'viewer')],
        () => [remove(people[0], first), setRole(people[1], second, 'viewer')],
        () => [remove(people[1], first), setRole(people[0], second, 'admin')],
      ][round]?.() as Promise<TestAnswer>[]
      const codes = (await Promise.all(leave)).map(codeOf)
      expect([round, codes.filter((code) => code === 200).length]).toEqual([round, 1])
      expect([round, (await rolesNow()).includes('owner')]).toEqual([round, true])
    }
  })
})

describe('a removed member', () => {
  it('loses everything at once, while still signed in', async () => {
    const { as, id } = members.admin
    expectStatus(await server.request('GET', `/api/accounts/${account}`, { as }))
    expectStatus(await remove(members.owner.as, id))
    expect(codeOf(await server.request('GET', `/api/accounts/${account}`, { as }))).toBe('not_found')
    expect(codeOf(await server.request('POST', '/api/api-tokens', { as, body: { name: 't', account, scopes: ['read'] } }))).toBe('not_found')
    expect(codeOf(await add(as, as, 'admin'))).toBe('not_found')
  })
})
