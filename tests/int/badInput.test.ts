import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSeedRows } from '#src/seed/loadSeedRows.ts'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { startTestServer, type TestActor, type TestAnswer } from '#tests/support/startServer.ts'

/** The bad input a person, a program or a row can send: a code that says what is wrong, the field it is in, nothing stored. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
  const rows = loadSeedRows({ demoUpstreamUrl: 'http://127.0.0.1:4010' }).filter((row) => ['stripe', 'openai', 'resend', 'mailchimp'].includes(row.key))
  expectStatus(await server.request('POST', '/api/integration-providers/import', { as: server.platform, body: { providers: rows } }))
})
afterAll(() => server.stop())

const hex = (bytes: number): string => randomBytes(bytes).toString('hex')
/** Never in one piece in a file: what looks like a key is taken for one, here as well. */
const keyLike = (...parts: string[]): string => [...parts, hex(16)].join('_')

type Sending = { method?: string; path: string; as: TestActor; body: unknown }
type Expected = { code: string; field?: string | undefined }

async function expectRefusal({ method = 'POST', path, as, body }: Sending, { code, field }: Expected): Promise<TestAnswer> {
  const before = await server.checksumAll()
  const sent = server.upstream.seen.length
  const answer = await server.request(method, path, { as, body })
  const errors = (answer.body?.errors ?? []) as { code: string; field?: string }[]
  expect({ sent: JSON.stringify(body)?.slice(0, 400), text: answer.text.slice(0, 400), code: errors[0]?.code, ...(field === undefined ? {} : { fields: errors.map((one) => one.field ?? '').includes(field) }) }).toEqual({
    sent: JSON.stringify(body)?.slice(0, 400), text: answer.text.slice(0, 400), code, ...(field === undefined ? {} : { fields: true }),
  })
  expect(await server.checksumAll()).toBe(before)
  expect(server.upstream.seen.length).toBe(sent)
  return answer
}

describe('a connection', () => {
  type Body = Record<string, unknown>
  const good = (): Body => ({ workspaceId: server.a.id, provider: 'acme', displayName: `c ${hex(4)}`, credentialPayload: { apiKey: server.goodKey } })
  const paths = ['/api/integrations/provider-connections', '/api/connections', '/api/integrations/test']

  it.each<[string, () => Body, Expected]>([
    ['of no account', () => ({ workspaceId: undefined }), { code: 'validation_failed', field: 'workspaceId' }],
    ['of an account that does not exist', () => ({ workspaceId: randomUUID() }), { code: 'not_found' }],
    ['of an account whose id is none', () => ({ workspaceId: 'aurora' }), { code: 'not_found' }],
    ['of somebody else’s account', () => ({ workspaceId: server.b.id }), { code: 'not_found' }],
    ['of an account that is no text', () => ({ workspaceId: 7 }), { code: 'validation_failed', field: 'workspaceId' }],
    ['to no provider', () => ({ provider: undefined }), { code: 'validation_failed', field: 'provider' }],
    ['to an unknown provider', () => ({ provider: 'nope' }), { code: 'unknown_provider', field: 'provider' }],
    ['to a provider that is no text', () => ({ provider: { key: 'acme' } }), { code: 'validation_failed', field: 'provider' }],
    ['by an unknown auth method', () => ({ authMethod: 'nope' }), { code: 'unknown_auth_method', field: 'authMethod' }],
    ['by a method that is no text', () => ({ authMethod: 7 }), { code: 'validation_failed', field: 'authMethod' }],
    ['with an unknown field', () => ({ credentialPayload: { apiKey: server.goodKey, nope: 'x' } }), { code: 'validation_failed', field: 'credentialPayload.nope' }],
    ['with nothing in its credential', () => ({ credentialPayload: {} }), { code: 'validation_failed', field: 'credentialPayload.apiKey' }],
    ['with an empty field', () => ({ credentialPayload: { apiKey: ' ' } }), { code: 'validation_failed', field: 'credentialPayload.apiKey' }],
    ['with a number for a key', () => ({ credentialPayload: { apiKey: 7 } }), { code: 'validation_failed', field: 'credentialPayload.apiKey' }],
    ['with an object for a key', () => ({ credentialPayload: { apiKey: { a: 1 } } }), { code: 'validation_failed', field: 'credentialPayload.apiKey' }],
    ['with a text for a credential', () => ({ credentialPayload: server.goodKey }), { code: 'validation_failed', field: 'credentialPayload' }],
    ['with a list for a credential', () => ({ credentialPayload: [server.goodKey] }), { code: 'validation_failed', field: 'credentialPayload' }],
    ['with a key of another form', () => ({ credentialPayload: { apiKey: 'nothing like it' } }), { code: 'credential_format', field: 'credentialPayload.apiKey' }],
    ['with line breaks inside the key', () => ({ credentialPayload: { apiKey: `${server.goodKey}\r\nx-evil: 1` } }), { code: 'credential_format', field: 'credentialPayload.apiKey' }],
    ['with a key of 100,000 characters', () => ({ credentialPayload: { apiKey: `acme_${'x'.repeat(100_000)}` } }), { code: 'validation_failed', field: 'credentialPayload.apiKey' }],
    ['with another vendor’s key', () => ({ credentialPayload: { apiKey: keyLike('sk', 'live') } }), { code: 'credential_wrong_provider', field: 'credentialPayload.apiKey' }],
    ['with a publishable key', () => ({ provider: 'stripe', credentialPayload: { secretKey: keyLike('pk', 'live') } }), { code: 'credential_format', field: 'credentialPayload.secretKey' }],
    ['with a secret for a name', () => ({ displayName: keyLike('sk', 'live') }), { code: 'secret_in_plain_field', field: 'displayName' }],
    ['with no name in its name', () => ({ displayName: '   ' }), { code: 'validation_failed', field: 'displayName' }],
    ['with a name of 81 characters', () => ({ displayName: 'x'.repeat(81) }), { code: 'validation_failed', field: 'displayName' }],
    ['with a number for a name', () => ({ displayName: 7 }), { code: 'validation_failed', field: 'displayName' }],
    ['for an unknown audience', () => ({ visibility: 'public' }), { code: 'validation_failed', field: 'visibility' }],
    ['which is the default perhaps', () => ({ isDefault: 'perhaps' }), { code: 'validation_failed', field: 'isDefault' }],
    ['which expires soon', () => ({ expiresAt: 'soon' }), { code: 'validation_failed', field: 'expiresAt' }],
    ['which is tested perhaps', () => ({ test: 'perhaps' }), { code: 'validation_failed', field: 'test' }],
    ['of a version that is no number', () => ({ version: 'new' }), { code: 'validation_failed', field: 'version' }],
    ['named by a number', () => ({ connectionId: 7 }), { code: 'validation_failed', field: 'connectionId' }],
  ])('%s', async (_name, change, expected) => {
    // A test stores no name.
    for (const path of paths.filter((one) => !(expected.code === 'secret_in_plain_field' && one.endsWith('/test')))) await expectRefusal({ path, as: server.a.people.owner, body: { ...good(), ...change() } }, expected)
  })

  it('says what a publishable key is', async () => {
    const answer = await server.request('POST', '/api/integrations/provider-connections', { as: server.a.people.owner, body: { ...good(), provider: 'stripe', credentialPayload: { secretKey: keyLike('pk', 'live') } } })
    expect(answer.body.errors[0].message).toMatch(/publishable/i)
  })

  it('does not take another’s name, whatever its case', async () => {
    await expectRefusal({ path: '/api/integrations/provider-connections', as: server.a.people.owner, body: { ...good(), displayName: 'AURORA SHARED', credentialPayload: undefined } }, { code: 'name_taken', field: 'displayName' })
  })
})

describe('a change of a connection', () => {
  it.each<[string, () => Record<string, unknown>, Expected]>([
    ['of somebody else’s account', () => ({ connectionId: server.b.connections.shared, displayName: 'x' }), { code: 'not_found' }],
    ['that does not exist', () => ({ connectionId: randomUUID(), displayName: 'x' }), { code: 'not_found' }],
    ['whose id is none', () => ({ connectionId: 'abc', displayName: 'x' }), { code: 'not_found' }],
    ['in the trash', () => ({ connectionId: server.a.connections.trashed, displayName: 'x' }), { code: 'not_found' }],
    ['to another provider', () => ({ connectionId: server.a.connections.shared, provider: 'stripe' }), { code: 'validation_failed', field: 'provider' }],
    ['to another account', () => ({ connectionId: server.a.connections.shared, workspaceId: server.b.id, displayName: 'x' }), { code: 'validation_failed', field: 'workspaceId' }],
    ['of a stale version', () => ({ connectionId: server.a.connections.shared, displayName: 'x', version: 0 }), { code: 'version_conflict' }],
    ['to a taken name', () => ({ connectionId: server.a.connections.shared, displayName: 'Aurora by a member' }), { code: 'name_taken', field: 'displayName' }],
    ['to a secret for a name', () => ({ connectionId: server.a.connections.shared, displayName: keyLike('sk', 'live') }), { code: 'secret_in_plain_field', field: 'displayName' }],
    ['to a key of another form', () => ({ connectionId: server.a.connections.shared, credentialPayload: { apiKey: 'x' } }), { code: 'credential_format', field: 'credentialPayload.apiKey' }],
    ['to a credential without its field', () => ({ connectionId: server.a.connections.shared, credentialPayload: { nope: 'x' } }), { code: 'validation_failed', field: 'credentialPayload.nope' }],
  ])('%s', async (_name, body, expected) => {
    await expectRefusal({ path: '/api/integrations/provider-connections', as: server.a.people.owner, body: body() }, expected)
    const { connectionId, ...rest } = body()
    await expectRefusal({ method: 'PATCH', path: `/api/connections/${String(connectionId)}`, as: server.a.people.owner, body: rest }, expected)
  })
})

describe('a row', () => {
  type Method = Record<string, unknown> & { fields: Record<string, unknown>[]; inject: Record<string, unknown>[] }
  const withMethod = (change: (method: Method) => Record<string, unknown>) => {
    const [method] = structuredClone(server.row.authMethods) as [Method]
    return { authMethods: [{ ...method, ...change(method) }] }
  }
  const withField = (change: Record<string, unknown>) => withMethod((method) => ({ fields: [{ ...method.fields[0], ...change }] }))

  const faults: [string, () => Record<string, unknown>, string][] = [
    ['naming a field that is not declared', () => withMethod(() => ({ inject: [{ in: 'header', name: 'Authorization', value: 'Bearer {{nope}}' }] })), 'authMethods.0.inject.0.value'],
    ['naming one in its base', () => ({ baseUrl: 'https://{{nope}}.acme.example' }), 'baseUrl'],
    ['with a base that is not public', () => ({ baseUrl: 'https://10.0.0.1' }), 'baseUrl'],
    ['with a base on the cloud’s own address', () => ({ baseUrl: 'https://169.254.169.254/latest' }), 'baseUrl'],
    ['with a base in numbers of another kind', () => ({ baseUrl: 'https://0x0a000001/' }), 'baseUrl'],
    ['with a plain http base', () => ({ baseUrl: 'http://acme.example' }), 'baseUrl'],
    ['with a base that is no address', () => ({ baseUrl: 'acme' }), 'baseUrl'],
    ['with a base that holds a password', () => ({ baseUrl: 'https://user:pass@acme.example' }), 'baseUrl'],
    ['with a further base that is not public', () => ({ services: { inner: { baseUrl: 'https://192.168.1.1' } } }), 'services.inner.baseUrl'],
    ['with a pattern that is none', () => withField({ pattern: '^acme_(' }), 'authMethods.0.fields.0.pattern'],
    ['with a pattern that looks back', () => withField({ pattern: '^(a+)\\1$', example: 'aa' }), 'authMethods.0.fields.0.pattern'],
    ['with a pattern that looks ahead', () => withField({ pattern: '^(?=acme)acme_.+$' }), 'authMethods.0.fields.0.pattern'],
    ['with an example its pattern refuses', () => withField({ example: 'other' }), 'authMethods.0.fields.0.example'],
    ['with a key of other letters', () => ({ key: 'Ac me' }), 'key'],
    ['without a name', () => ({ name: undefined }), 'name'],
    ['without auth methods', () => ({ authMethods: [] }), 'authMethods'],
    ['with two methods of one key', () => ({ authMethods: [...(server.row.authMethods as object[]), ...(server.row.authMethods as object[])] }), 'authMethods.1.key'],
    ['with a real key in an example', () => withField({ example: keyLike('sk', 'live'), pattern: undefined }), 'authMethods.0.fields.0.example'],
    ['with a real key in its help', () => ({ helpText: `Use ${keyLike('sk', 'live')}` }), 'helpText'],
    ['with a real key in a header', () => ({ test: { path: '/v1/me', headers: { 'x-key': keyLike('sk', 'live') } } }), 'test.headers.x-key'],
    ['with an unknown key', () => ({ colour: 'red' }), 'colour'],
    ['with an unknown key in a method', () => withMethod(() => ({ typ: 'bearer' })), 'authMethods.0.typ'],
    ['with an unknown key in a field', () => withField({ hidden: true }), 'authMethods.0.fields.0.hidden'],
    ['with an unknown key in an injection', () => withMethod((method) => ({ inject: [{ ...method.inject[0], prefix: 'x' }] })), 'authMethods.0.inject.0.prefix'],
    ['with an unknown key in its test', () => ({ test: { path: '/v1/me', verb: 'GET' } }), 'test.verb'],
    ['with an unknown key deep in its test', () => ({ test: { path: '/v1/me', identity: { label: '/name', nick: '/nick' } } }), 'test.identity.nick'],
    ['with an unknown key in its retries', () => ({ retry: { on: [429], times: 3 } }), 'retry.times'],
    ['with a compiled form of its own', () => ({ compiled: { key: 'acme' } }), 'compiled'],
  ]

  it.each(faults)('%s', async (_name, change, path) => {
    const row = { ...server.row, key: 'fresh', ...change() }
    await expectRefusal({ path: '/api/integration-providers', as: server.platform, body: row }, { code: 'invalid_row', field: path })
    const before = await server.checksumAll()
    const { body } = expectStatus(await server.request('POST', '/api/integration-providers/import', { as: server.platform, body: { providers: [{ ...server.row, key: 'innocent' }, row] } }))
    expect([body.results[1].action, (body.results[1].problems as { path: string }[]).map((one) => one.path)]).toEqual(['refused', expect.arrayContaining([path])])
    expect(await server.checksumAll()).toBe(before)
  })

  it.each(faults.filter(([, , path]) => path !== 'key'))('that exists, changed to one %s', async (_name, change, path) => {
    const changed = Object.fromEntries(Object.entries(change()).map(([name, value]) => [name, value === undefined ? null : value]))
    await expectRefusal({ method: 'PATCH', path: `/api/integration-providers/${server.provider}`, as: server.platform, body: changed }, { code: 'invalid_row', field: path })
  })

  it.each<[string, unknown]>([['name', 7], ['name', { a: 1 }], ['authMethods', 'x'], ['authMethods', {}], ['authMethods', [null]], ['authMethods', ['x']], ['authMethods', [{}]], ['authMethods', [{ type: 'nope' }]], ['baseUrl', 7], ['featured', 'first'], ['keywords', { a: 1 }], ['services', 'x'], ['services', ['x']], ['test', 'x'], ['test', []], ['retry', 7], ['timeoutSeconds', 'long'], ['status', 'gone'], ['allowedHosts', ['https://x']], ['rotateAfterDays', -1]])('with %s = %j', async (name, value) => {
    const before = await server.checksumAll()
    for (const [method, path] of [['POST', '/api/integration-providers'], ['PATCH', `/api/integration-providers/${server.provider}`]] as const) {
      const { status, body, text } = await server.request(method, path, { as: server.platform, body: method === 'POST' ? { ...server.row, key: 'fresh', [name]: value } : { [name]: value } })
      expect([method, text, status]).toEqual([method, text, 422])
      expect([method, (body.errors as { field?: string }[]).some((one) => one.field?.startsWith(name))]).toEqual([method, true])
    }
    expect(await server.checksumAll()).toBe(before)
  })

  it('keeps its key for ever, and takes no other’s', async () => {
    await expectRefusal({ method: 'PATCH', path: `/api/integration-providers/${server.provider}`, as: server.platform, body: { key: 'acme-two' } }, { code: 'invalid_row', field: 'key' })
    await expectRefusal({ path: '/api/integration-providers', as: server.platform, body: server.row }, { code: 'invalid_row', field: 'key' })
    const before = await server.checksumAll()
    const { body } = expectStatus(await server.request('POST', '/api/integration-providers/import', { as: server.platform, body: { providers: [{ ...server.row, key: 'twice' }, { ...server.row, key: 'twice' }] } }))
    expect(body.results.map((one: { action: string }) => one.action)).toEqual(['created', 'refused'])
    expect(await server.checksumAll()).toBe(before)
  })

  it('can be sent back as it was read', async () => {
    const read = expectStatus(await server.request('GET', `/api/integration-providers/${server.provider}`, { as: server.platform })).body
    const saved = expectStatus(await server.request('PATCH', `/api/integration-providers/${server.provider}`, { as: server.platform, body: read })).body.doc
    const { updatedAt: _then, version: first, ...before } = read
    const { updatedAt: _now, version: second, ...after } = saved
    expect([after, second]).toEqual([before, first + 1])
    const { body } = expectStatus(await server.request('POST', '/api/integration-providers/import', { as: server.platform, body: { providers: [server.row], dryRun: true } }))
    expect(body.results).toEqual([{ key: 'acme', action: 'unchanged', diff: [], problems: [] }])
  })

  it('that is used cannot be deleted', async () => {
    await expectRefusal({ method: 'DELETE', path: `/api/integration-providers/${server.provider}`, as: server.platform, body: undefined }, { code: 'provider_in_use' })
  })
})

describe('an import', () => {
  it.each<[string, unknown, string]>([['of no rows', { providers: [] }, 'providers'], ['of nothing', {}, 'providers'], ['of a text', { providers: 'x' }, 'providers'], ['tried perhaps', { providers: [{}], dryRun: 'perhaps' }, 'dryRun']])('%s', async (_name, body, field) => {
    await expectRefusal({ path: '/api/integration-providers/import', as: server.platform, body }, { code: 'validation_failed', field })
  })

  it.each<[string, unknown]>([['null', null], ['a number', 7], ['a list', []], ['a text', 'x'], ['an empty row', {}]])('of %s for a row', async (_name, row) => {
    const before = await server.checksumAll()
    const { body } = expectStatus(await server.request('POST', '/api/integration-providers/import', { as: server.platform, body: { providers: [row] } }))
    expect([body.results[0].action, body.results[0].problems.length > 0]).toEqual(['refused', true])
    expect(await server.checksumAll()).toBe(before)
  })
})

describe('elsewhere', () => {
  const { POST, PATCH } = { POST: 'POST', PATCH: 'PATCH' }
  it.each<[string, () => Sending, Expected]>([
    ['an account without a name', () => ({ path: '/api/accounts', as: server.platform, body: { slug: 'x' } }), { code: 'validation_failed', field: 'name' }],
    ['an account of a taken slug', () => ({ path: '/api/accounts', as: server.platform, body: { name: 'x', slug: 'aurora' } }), { code: 'conflict', field: 'slug' }],
    ['an account of a slug in capitals', () => ({ path: '/api/accounts', as: server.platform, body: { name: 'x', slug: 'Aurora 2' } }), { code: 'validation_failed', field: 'slug' }],
    ['an account named by a secret', () => ({ path: '/api/accounts', as: server.platform, body: { name: keyLike('sk', 'live'), slug: 'x' } }), { code: 'secret_in_plain_field', field: 'name' }],
    ['an account renamed to a secret', () => ({ method: PATCH, path: `/api/accounts/${server.a.id}`, as: server.a.people.owner, body: { name: keyLike('sk', 'live') } }), { code: 'secret_in_plain_field', field: 'name' }],
    ['an account named by an object', () => ({ path: '/api/accounts', as: server.platform, body: { name: { a: 1 }, slug: 'x' } }), { code: 'validation_failed', field: 'name' }],
    ['a person named by a secret', () => ({ method: PATCH, path: `/api/users/${server.a.people.owner.id}`, as: server.a.people.owner, body: { name: keyLike('sk', 'live') } }), { code: 'secret_in_plain_field', field: 'name' }],
    ['an account named by blanks', () => ({ method: PATCH, path: `/api/accounts/${server.a.id}`, as: server.a.people.owner, body: { name: ' \t\u00a0 ' } }), { code: 'validation_failed', field: 'name' }],
    ['a person named by a list', () => ({ method: PATCH, path: `/api/users/${server.a.people.owner.id}`, as: server.a.people.owner, body: { name: ['x'] } }), { code: 'validation_failed', field: 'name' }],
    ['a token named by a secret', () => ({ path: '/api/api-tokens', as: server.a.people.owner, body: { account: server.a.id, name: keyLike('sk', 'live'), scopes: ['read'] } }), { code: 'secret_in_plain_field', field: 'name' }],
    ['a token without a name', () => ({ path: '/api/api-tokens', as: server.a.people.owner, body: { account: server.a.id, scopes: ['read'] } }), { code: 'validation_failed', field: 'name' }],
    ['a token of an unknown scope', () => ({ path: '/api/api-tokens', as: server.a.people.owner, body: { account: server.a.id, name: 't', scopes: ['root'] } }), { code: 'validation_failed', field: 'scopes.0' }],
    ['a token of no scope', () => ({ path: '/api/api-tokens', as: server.a.people.owner, body: { account: server.a.id, name: 't', scopes: [] } }), { code: 'validation_failed', field: 'scopes' }],
    ['a token that has expired', () => ({ path: '/api/api-tokens', as: server.a.people.owner, body: { account: server.a.id, name: 't', scopes: ['read'], expiresAt: '2001-01-01' } }), { code: 'validation_failed', field: 'expiresAt' }],
    ['a token of somebody else’s account', () => ({ path: '/api/api-tokens', as: server.a.people.owner, body: { account: server.b.id, name: 't', scopes: ['read'] } }), { code: 'not_found' }],
    ['a membership in an unknown role', () => ({ path: '/api/memberships', as: server.a.people.owner, body: { account: server.a.id, user: server.stranger.id, role: 'god' } }), { code: 'validation_failed', field: 'role' }],
    ['a membership without a role', () => ({ path: '/api/memberships', as: server.a.people.owner, body: { account: server.a.id, user: server.stranger.id } }), { code: 'validation_failed', field: 'role' }],
    ['a membership of nobody', () => ({ path: '/api/memberships', as: server.a.people.owner, body: { account: server.a.id, user: randomUUID(), role: 'viewer' } }), { code: 'validation_failed', field: 'user' }],
    ['a second membership', () => ({ path: '/api/memberships', as: server.a.people.owner, body: { account: server.a.id, user: server.a.people.viewer.id, role: 'admin' } }), { code: 'conflict' }],
    ['a policy of an unknown provider', () => ({ path: '/api/routing-policies', as: server.a.people.owner, body: { account: server.a.id, provider: 'nope', mode: 'auto' } }), { code: 'unknown_provider', field: 'provider' }],
    ['a policy of an unknown mode', () => ({ method: PATCH, path: `/api/routing-policies/${server.a.policy}`, as: server.a.people.owner, body: { mode: 'free' } }), { code: 'validation_failed', field: 'mode' }],
    ['a policy set to an unknown mode', () => ({ method: 'PUT', path: '/api/integrations/routing-policies', as: server.a.people.owner, body: { workspaceId: server.a.id, provider: 'acme', mode: 'free' } }), { code: 'validation_failed', field: 'mode' }],
    ['a policy set for an unknown provider', () => ({ method: 'PUT', path: '/api/integrations/routing-policies', as: server.a.people.owner, body: { workspaceId: server.a.id, provider: 'nope', mode: 'auto' } }), { code: 'unknown_provider', field: 'provider' }],
    ['a person without an address', () => ({ method: POST, path: '/api/users', as: server.platform, body: { password: hex(12) } }), { code: 'validation_failed', field: 'email' }],
    ['a person in an unknown role', () => ({ path: '/api/users', as: server.platform, body: { email: `${hex(4)}@example.test`, password: hex(12), platformRole: 'god' } }), { code: 'validation_failed', field: 'platformRole' }],
    ['a built-in credential of an unknown provider', () => ({ path: '/api/built-in-credentials', as: server.platform, body: { provider: 'nope', credentialPayload: { apiKey: 'x' } } }), { code: 'unknown_provider', field: 'provider' }],
    ['a built-in credential of another form', () => ({ path: '/api/built-in-credentials', as: server.platform, body: { provider: 'resend', credentialPayload: { apiKey: 'x', fromEmail: 'a@example.test' } } }), { code: 'credential_format', field: 'credentialPayload.apiKey' }],
    ['a built-in credential for unreadable paths', () => ({ method: PATCH, path: `/api/built-in-credentials/${server.builtIn}`, as: server.platform, body: { allow: [{ method: 'get', path: 'v1' }] } }), { code: 'validation_failed', field: 'allow.0.method' }],
    ['a logo that is no picture', () => ({ path: '/api/logos', as: server.platform, body: fileForm({ name: 'a.html', type: 'text/html', bytes: '<script>1</script>' }) }), { code: 'validation_failed', field: 'file' }],
    ['a logo that only says it is a picture', () => ({ path: '/api/logos', as: server.platform, body: fileForm({ name: 'a.png', type: 'image/png', bytes: '<script>1</script>' }) }), { code: 'validation_failed', field: 'file' }],
    ['a logo of 201 kB', () => ({ path: '/api/logos', as: server.platform, body: fileForm({ name: 'a.png', type: 'image/png', bytes: Buffer.concat([png, Buffer.alloc(201 * 1024)]) }) }), { code: 'payload_too_large', field: 'file' }],
  ])('%s', async (_name, sending, expected) => {
    await expectRefusal(sending(), expected)
  })
})

/** One pixel. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

function fileForm({ name, type, bytes }: { name: string; type: string; bytes: string | Buffer<ArrayBuffer> }): FormData {
  const form = new FormData()
  form.append('file', new Blob([bytes], { type }), name)
  return form
}
