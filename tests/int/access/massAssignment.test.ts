import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { startTestServer, type TestActor } from '#tests/support/startServer.ts'

/** What only the server sets stays as it was, whatever a client sends along; and nobody moves a row to another account. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** The stored row, without the marks every write leaves. */
async function stored(table: string, id: string): Promise<Record<string, unknown>> {
  const [row] = await server.sql(`select to_jsonb(t) as row from ${table} t where id = $1`, [id])
  const { updated_at: _updated, version: _version, ...rest } = (row as { row: Record<string, unknown> }).row
  return rest
}

const sealedLike = (): string => `${randomBytes(12).toString('hex')}:${randomBytes(16).toString('hex')}:${randomBytes(8).toString('hex')}`

/** Everything of a connection that a client has no say in. */
const serverSet = (): Record<string, unknown> => ({
  id: randomUUID(), status: 'error', statusReason: 'credential_rejected', statusNote: 'x', blockedBy: 'platform', blockedReason: 'x', owner: server.b.people.owner.id, mode: 'oauth-user',
  envelope: sealedLike(), aadVersion: 9, vaultId: randomUUID(), dataKey: randomUUID(), agreedHosts: ['evil.example'], maskedCredential: { apiKey: 'x' }, fields: { a: 'b' },
  identity: { label: 'x', id: 'x' }, scopes: ['all'], rotateBy: '2040-01-01', lastUsedAt: '2040-01-01', lastTestedAt: '2040-01-01', deletedAt: '2020-01-01',
  tokens: { values: { accessToken: 'x' } }, tokenExpiresAt: '2040-01-01', refreshDueAt: '2040-01-01', previousUntil: '2040-01-01', refreshFailures: 9, leaseOwner: 'x', leaseFence: 7, leaseUntil: '2040-01-01', refreshIntentAt: '2040-01-01', createdAt: '2000-01-01',
})

describe('connections', () => {
  it('are made with what the server knows', async () => {
    const { request, a, goodKey } = server
    const plain = expectStatus(await request('POST', '/api/connections', { as: a.people.member, body: { account: a.id, provider: 'acme', displayName: 'plain', credentialPayload: { apiKey: goodKey } } })).body.doc
    const loaded = expectStatus(await request('POST', '/api/connections', { as: a.people.member, body: { ...serverSet(), version: 7, account: a.id, provider: 'acme', displayName: 'loaded', credentialPayload: { apiKey: goodKey } } })).body.doc
    const [first, second] = [await stored('connections', plain.id), await stored('connections', loaded.id)]
    const own = ['id', 'display_name', 'created_at', 'envelope', 'vault_id', 'last_tested_at', 'last_used_at', 'is_default', 'sort_order']
    for (const name of own) Reflect.deleteProperty(first, name)
    const { envelope, vault_id: vaultId, ...rest } = second
    for (const name of own) Reflect.deleteProperty(rest, name)
    // How long the service took to answer is no two times the same.
    for (const row of [first, rest] as { last_test: { latencyMs: number } }[]) {
      expect(row.last_test.latencyMs).toEqual(expect.any(Number))
      row.last_test.latencyMs = 0
    }
    expect(rest).toEqual(first)
    expect([loaded.version, loaded.owner, loaded.status]).toEqual([1, a.people.member.id, 'active'])
    expect([envelope === null, vaultId === null]).toEqual([false, false])
  })

  it('keep what the server set when they are changed', async () => {
    const { request, a } = server
    const id = a.connections.shared
    const before = await stored('connections', id)
    const sent = { ...serverSet(), displayName: 'renamed' }
    expectStatus(await request('PATCH', `/api/connections/${id}`, { as: a.people.owner, body: sent }))
    expectStatus(await request('POST', '/api/integrations/provider-connections', { as: a.people.owner, body: { ...sent, connectionId: id } }))
    expect(await stored('connections', id)).toEqual({ ...before, display_name: 'renamed' })
  })

  it('stay in their account and with their provider', async () => {
    const { request, a, b } = server
    const id = a.connections.shared
    const before = await stored('connections', id)
    for (const body of [{ account: b.id }, { workspaceId: b.id }, { provider: 'other' }]) expect((await request('PATCH', `/api/connections/${id}`, { as: a.people.owner, body })).status).toBe(422)
    // A person of both accounts cannot either.
    const both = await server.makeUser()
    for (const [account, as] of [[a, a.people.owner], [b, b.people.owner]] as const) expectStatus(await request('POST', '/api/memberships', { as, body: { account: account.id, user: both.id, role: 'admin' } }))
    expect((await request('PATCH', `/api/connections/${id}`, { as: both, body: { account: b.id } })).status).toBe(422)
    expect(await stored('connections', id)).toEqual(before)
  })

  it('can be sent back as they were read', async () => {
    const { request, a } = server
    const id = a.connections.memberShared
    const before = await stored('connections', id)
    const read = expectStatus(await request('GET', `/api/connections/${id}`, { as: a.people.member })).body
    expectStatus(await request('PATCH', `/api/connections/${id}`, { as: a.people.member, body: read }))
    expect(await stored('connections', id)).toEqual(before)
  })
})

describe('people', () => {
  it('do not make themselves the platform’s', async () => {
    const { request, a, sql } = server
    for (const as of Object.values(a.people)) {
      expectStatus(await request('PATCH', `/api/users/${as.id}`, { as, body: { platformRole: 'admin', name: 'me' } }))
      expect(await sql('select platform_role, name from users where id = $1', [as.id])).toEqual([{ platform_role: 'none', name: 'me' }])
    }
  })

  it('set no hash, session or reset of their own', async () => {
    const { request, a, sql } = server
    const { id } = a.people.member
    const before = await stored('users', id)
    const sessions = await sql('select id, expires_at from users_sessions where _parent_id = $1', [id])
    const body = { hash: 'x', salt: 'x', resetPasswordToken: 'x', resetPasswordExpiration: '2040-01-01', resetPasswordRequestedAt: '2040-01-01', sessions: [{ id: randomUUID(), createdAt: '2020-01-01', expiresAt: '2040-01-01' }], id: randomUUID(), collection: 'api-tokens', createdAt: '2000-01-01' }
    expectStatus(await request('PATCH', `/api/users/${id}`, { as: a.people.member, body }))
    expect(await stored('users', id)).toEqual(before)
    expect(await sql('select id, expires_at from users_sessions where _parent_id = $1', [id])).toEqual(sessions)
  })
})

describe('accounts', () => {
  it('are not unblocked from inside', async () => {
    const { request, a, platform } = server
    const set = (as: TestActor, body: object) => request('PATCH', `/api/accounts/${a.id}`, { as, body })
    expectStatus(await request('POST', `/api/accounts/${a.id}/cut-off`, { as: platform, body: { reason: 'abuse' } }))
    const before = await stored('accounts', a.id)
    expectStatus(await set(a.people.owner, { blocked: false, blockedReason: null, id: randomUUID(), createdAt: '2000-01-01' }))
    expectStatus(await set(a.tokens.manage, { blocked: false }))
    // A form that was opened before the cut.
    expectStatus(await set(platform, { blocked: false, blockedReason: null }))
    expect(await stored('accounts', a.id)).toEqual(before)
    expectStatus(await request('DELETE', `/api/accounts/${a.id}/cut-off`, { as: platform }))
    expect((await stored('accounts', a.id))).toMatchObject({ blocked: false, blocked_reason: null })
  })
})

describe('memberships', () => {
  it('stay with their account and their person', async () => {
    const { request, a, b, stranger } = server
    const before = await stored('memberships', a.membership.viewer)
    expectStatus(await request('PATCH', `/api/memberships/${a.membership.viewer}`, { as: a.people.owner, body: { account: b.id, user: stranger.id, role: 'viewer' } }))
    expect(await stored('memberships', a.membership.viewer)).toEqual(before)
  })

  it('are not made in another account, by whatever the account is called', async () => {
    const { request, a, b, stranger, checksum } = server
    const before = await checksum(b.id)
    for (const account of [b.id, { id: b.id }, { value: b.id, relationTo: 'accounts' }, [b.id], [a.id, b.id]]) {
      const answer = await request('POST', '/api/memberships', { as: a.people.owner, body: { account, user: stranger.id, role: 'owner' } })
      expect([JSON.stringify(account), answer.status >= 400]).toEqual([JSON.stringify(account), true])
    }
    expect(await checksum(b.id)).toBe(before)
  })
})

describe('routing policies', () => {
  it('stay with their account and provider', async () => {
    const { request, a, b } = server
    const before = await stored('routing_policies', a.policy)
    expectStatus(await request('PATCH', `/api/routing-policies/${a.policy}`, { as: a.people.admin, body: { account: b.id, provider: 'acme', mode: 'byo' } }))
    expect(await stored('routing_policies', a.policy)).toEqual({ ...before, mode: 'byo' })
    for (const account of [b.id, { id: b.id }, [b.id]]) expect((await request('POST', '/api/routing-policies', { as: a.people.admin, body: { account, provider: 'acme', mode: 'byo' } })).status).toBeGreaterThanOrEqual(400)
    expect((await request('PUT', '/api/integrations/routing-policies', { as: a.people.admin, body: { workspaceId: b.id, provider: 'acme', mode: 'byo' } })).status).toBe(404)
    expect(await stored('routing_policies', b.policy)).toMatchObject({ account_id: b.id, mode: 'auto' })
  })
})

describe('API tokens', () => {
  it('are what the server makes them', async () => {
    const { request, a, b, sql } = server
    const hash = randomBytes(32).toString('hex')
    const made = expectStatus(await request('POST', '/api/api-tokens', { as: a.people.admin, body: { name: 't', account: a.id, scopes: ['read'], hash, prefix: 'x', createdBy: b.people.owner.id, lastUsedAt: '2040-01-01', id: randomUUID() } })).body
    const [row] = await sql('select hash, prefix, created_by_id, last_used_at, account_id from api_tokens where id = $1', [made.doc.id])
    expect(row).toMatchObject({ created_by_id: a.people.admin.id, last_used_at: null, account_id: a.id })
    expect([row?.hash === hash, row?.prefix === 'x', JSON.stringify(made.doc).includes(row?.hash)]).toEqual([false, false, false])
  })

  it('make no token that may do more than themselves', async () => {
    const { request, a } = server
    for (const scopes of [['use'], ['manage', 'use'], ['read', 'connect', 'use', 'manage']]) expect((await request('POST', '/api/api-tokens', { as: a.tokens.manage, body: { name: 't', account: a.id, scopes } })).status).toBe(403)
    expect((await request('POST', '/api/api-tokens', { as: a.tokens.manage, body: { name: 't', account: null, scopes: ['manage'] } })).status).toBe(403)
  })

  it('make no token that outlives them, nor one that outstays the person behind it', async () => {
    const { request, a, sql } = server
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const make = (headers: Record<string, string>, expiresAt?: string | null) => request('POST', '/api/api-tokens', { headers, body: { name: 't', account: a.id, scopes: ['manage'], expiresAt } })
    const parent = expectStatus(await make(a.people.admin.headers, inDays(2))).body
    const headers = { authorization: `Bearer ${parent.token}` }
    expect(await make(headers, inDays(3))).toMatchObject({ status: 403, body: { errors: [{ code: 'forbidden', field: 'expiresAt' }] } })
    for (const unsaid of [undefined, null]) expect(await make(headers, unsaid)).toMatchObject({ status: 201, body: { doc: { expiresAt: parent.doc.expiresAt } } })
    const soon = inDays(1)
    const child = expectStatus(await make(headers, soon)).body
    expect(child.doc.expiresAt).toBe(soon)
    expect(await sql('select created_by_id from api_tokens where id = $1', [child.doc.id])).toEqual([{ created_by_id: a.people.admin.id }])
    expect((await make({ authorization: `Bearer ${child.token}` }, parent.doc.expiresAt)).status).toBe(403)
  })
})

describe('built-in credentials', () => {
  it('keep their seal, provider and purpose', async () => {
    const { request, platform, builtIn } = server
    const before = await stored('built_in_credentials', builtIn)
    const body = { envelope: sealedLike(), aadVersion: 9, vaultId: randomUUID(), dataKey: randomUUID(), agreedHosts: ['evil.example'], maskedCredential: { apiKey: 'x' }, fields: { a: 'b' }, provider: 'other', purpose: 'client', id: randomUUID() }
    const answer = await request('PATCH', `/api/built-in-credentials/${builtIn}`, { as: platform, body })
    expect([200, 422]).toContain(answer.status)
    expect(await stored('built_in_credentials', builtIn)).toEqual(before)
  })
})

describe('logos', () => {
  it('take their bytes from an upload alone', async () => {
    const { request, platform } = server
    const form = new FormData()
    form.append('file', new Blob([Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')], { type: 'image/png' }), 'a.png')
    const { id } = expectStatus(await request('POST', '/api/logos', { as: platform, body: form })).body.doc
    const before = await stored('logos', id)
    for (const body of [{ bytes: 'x' }, { mimeType: 'text/html' }, { url: 'https://evil.example/x' }, { createdAt: '2000-01-01' }]) {
      expect([200, 422]).toContain((await request('PATCH', `/api/logos/${id}`, { as: platform, body })).status)
      expect([JSON.stringify(body), await stored('logos', id)]).toEqual([JSON.stringify(body), before])
    }
  })
})
