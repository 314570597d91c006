import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestActor, type TestAnswer } from '#tests/support/startServer.ts'

/** Whose password and address somebody may change, what the trail says of it, and that the platform keeps an admin. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const password = (): string => randomBytes(12).toString('hex')
const change = (as: TestActor, user: { id: string }, body: Record<string, unknown>): Promise<TestAnswer> => server.request('PATCH', `/api/users/${user.id}`, { as, body })
const codeOf = ({ status, body }: TestAnswer): string | number => body?.errors?.[0]?.code ?? status
const signInOf = async (user: { id: string }) => (await server.sql('select email, hash, salt from users where id = $1', [user.id]))[0]
const eventsOf = (user: { id: string }) => server.sql(`select account, actor_id, changed from audit_events where action = 'user.password_changed' and target_id = $1 order by account`, [user.id])

describe('the password and the address of a member', () => {
  it('are changed by nobody else, the platform included', async () => {
    const { a, platform, platformToken } = server
    for (const user of [a.people.owner, a.people.viewer]) {
      const before = await signInOf(user)
      for (const as of [platform, platformToken]) {
        for (const body of [{ password: password() }, { email: `${password()}@example.test` }, { name: 'x', email: ` ${password()}@EXAMPLE.test ` }]) {
          const answer = await change(as, user, body)
          expect(codeOf(answer)).toBe('forbidden')
          expect(answer.body.errors[0].hint).toMatch(/owner of the account/)
        }
      }
      expect(await signInOf(user)).toEqual(before)
      expect(await eventsOf(user)).toEqual([])
    }
    // What the panel sends back unchanged is no change.
    const { email } = (await signInOf(a.people.viewer)) as { email: string }
    expect((await change(platform, a.people.viewer, { name: 'Renamed', email: email.toUpperCase() })).status).toBe(200)
  })

  it('are not changed by an open session alone, in an account or in none; names are', async () => {
    for (const user of [server.a.people.member, server.stranger]) {
      const before = await signInOf(user)
      for (const body of [{ password: password() }, { email: `${password()}@example.test` }, { password: password(), current: 'not this', provedPasswordOf: user.id }]) {
        const answer = await change(user, user, body)
        expect([codeOf(answer), answer.body.errors[0].hint]).toEqual(['forbidden', expect.stringContaining('POST /api/users/password')])
      }
      expect((await change(user, user, { name: 'Renamed', email: String(before?.email).toUpperCase(), password: '' })).status).toBe(200)
      expect(await signInOf(user)).toEqual(before)
    }
  })

  it('are one’s own to change with the current password; the trail of each of their accounts tells of the password', async () => {
    const { a, b, request, sql } = server
    const [first, next] = [password(), password()]
    const { id } = (await request('POST', '/api/users', { as: server.platform, body: { email: `${password()}@example.test`, password: first, name: 'In both' } })).body.doc
    const session = await request('POST', '/api/users/login', { body: { email: (await signInOf({ id }))?.email, password: first } })
    const user: TestActor = { kind: 'user', id, label: 'In both', headers: { authorization: `JWT ${session.body.token}` } }
    for (const account of [a, b]) await request('POST', '/api/memberships', { as: account.people.owner, body: { account: account.id, user: user.id, role: 'member' } })
    expect((await request('POST', '/api/users/password', { as: user, body: { current: first, password: next } })).status).toBe(200)
    expect(await eventsOf(user)).toEqual([a.id, b.id].sort().map((account) => ({ account, actor_id: user.id, changed: ['password'] })))
    const seen = await request('GET', '/api/audit-events?where[action][equals]=user.password_changed', { as: a.people.owner })
    expect(seen.body.docs).toMatchObject([{ account: a.id, targetId: user.id }])
    const { email } = (await signInOf(user)) as { email: string }
    expect((await request('POST', '/api/users/login', { body: { email, password: next } })).status).toBe(200)
    // A change of anything else is none of the password.
    await change(user, user, { name: 'Still in both' })
    expect(await eventsOf(user)).toHaveLength(2)
    expect(await sql(`select 1 from audit_events where changed::text like $1`, [`%${next}%`])).toEqual([])
  })
})

describe('an operator', () => {
  it('sets a member’s password in a script, on the record', async () => {
    const { a, payload } = server
    await payload.update({ collection: 'users', id: a.people.viewer.id, data: { password: password() }, overrideAccess: true })
    expect(await server.sql(`select account, actor_kind from audit_events where action = 'user.password_changed' and target_id = $1`, [a.people.viewer.id])).toEqual([{ account: a.id, actor_kind: 'system' }])
  })
})

describe('the password of somebody in no account', () => {
  it('is set by platform admins, on the record; a platform token does not set one of theirs', async () => {
    const { platform, platformToken, makeUser } = server
    const user = await makeUser()
    for (const as of [platform, platformToken]) expect((await change(as, user, { password: password() })).status).toBe(200)
    expect(await eventsOf(user)).toEqual([{ account: null, actor_id: platform.id, changed: ['password'] }, { account: null, actor_id: platformToken.id, changed: ['password'] }])
    const admin = await makeUser({ platformRole: 'admin' })
    expect(codeOf(await change(platformToken, admin, { password: password() }))).toBe('forbidden')
    expect((await change(platform, admin, { password: password() })).status).toBe(200)
    expect(codeOf(await change(server.stranger, admin, { password: password() }))).toBe('not_found')
  })

  it('is on the record when it is reset with the token of a mail', async () => {
    const user = await server.makeUser()
    const { email } = (await signInOf(user)) as { email: string }
    const token = await server.payload.forgotPassword({ collection: 'users', data: { email }, disableEmail: true })
    await server.payload.resetPassword({ collection: 'users', data: { token, password: password() }, overrideAccess: true })
    expect(await eventsOf(user)).toMatchObject([{ account: null, actor_id: user.id }])
  })
})

describe('a built-in credential', () => {
  it('is on the record when it is replaced, also by one that shows the same mask', async () => {
    const { request, platform, builtIn, goodKey, sql } = server
    const replaced = () => sql(`select 1 from audit_events where action = 'built_in_credential.credential_replaced' and target_id = $1`, [builtIn])
    await request('PATCH', `/api/built-in-credentials/${builtIn}`, { as: platform, body: { dailyCalls: 9 } })
    expect(await replaced()).toEqual([])
    const twin = `${goodKey.slice(0, 12)}${randomBytes(16).toString('hex').slice(0, goodKey.length - 18)}${goodKey.slice(-6)}`
    const { maskedCredential } = (await request('GET', `/api/built-in-credentials/${builtIn}`, { as: platform })).body
    const answer = await request('PATCH', `/api/built-in-credentials/${builtIn}`, { as: platform, body: { credentialPayload: { apiKey: twin } } })
    expect([answer.status, answer.body.doc?.maskedCredential]).toEqual([200, maskedCredential])
    expect(await replaced()).toHaveLength(1)
  })
})

describe('the last platform admin', () => {
  it('neither steps down nor goes, at the same moment as the other neither', async () => {
    const { sql, request, platform, platformToken, makeUser } = server
    await sql(`update users set platform_role = 'none' where platform_role = 'admin' and id <> $1`, [platform.id])
    for (const as of [platform, platformToken]) {
      expect(codeOf(await change(as, platform, { platformRole: 'none' }))).toBe('conflict')
      expect(codeOf(await request('DELETE', `/api/users/${platform.id}`, { as }))).toBe('conflict')
      expect(codeOf(await request('DELETE', `/api/users/${platform.id.toUpperCase()}`, { as }))).toBe('conflict')
    }
    const pair = [await makeUser({ platformRole: 'admin' }), await makeUser({ platformRole: 'admin' })]
    await sql(`update users set platform_role = 'none' where id = $1`, [platform.id])
    const answers = await Promise.all(pair.map((one) => change(one, one, { platformRole: 'none' })))
    expect(answers.map(codeOf).sort()).toEqual([200, 'conflict'])
    expect(await sql(`select 1 from users where platform_role = 'admin'`)).toHaveLength(1)
    await sql(`update users set platform_role = 'admin' where id = $1`, [platform.id])
  })

  it('is not made by a platform token', async () => {
    const { sql, request, platformToken, makeUser } = server
    const user = await makeUser()
    expect(codeOf(await change(platformToken, user, { platformRole: 'admin' }))).toBe('forbidden')
    expect(codeOf(await request('POST', '/api/users', { as: platformToken, body: { email: `${password()}@example.test`, password: password(), platformRole: 'admin' } }))).toBe('forbidden')
    expect(await sql('select platform_role from users where id = $1', [user.id])).toEqual([{ platform_role: 'none' }])
    expect((await request('POST', '/api/users', { as: platformToken, body: { email: `${password()}@example.test`, password: password(), platformRole: 'none' } })).status).toBe(201)
  })
})
