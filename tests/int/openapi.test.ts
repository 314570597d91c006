import { randomBytes, randomUUID } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { nobody } from '#src/access/nobody.ts'
import { callEngine } from '#src/server/callEngine.ts'
import { runtime } from '#src/server/runtime.ts'
import { errorCatalogue } from '#src/engine/errors.ts'
import { type ApiJudge, createApiJudge } from '../support/createApiJudge.ts'
import { startAppServer } from '../support/startAppServer.ts'
import { startConsentServer } from '../support/startConsentServer.ts'
import { listRoutes } from '../support/listRoutes.ts'
import { makeGranted } from '../support/makeGranted.ts'
import { expectStatus, type World } from '../support/makeWorld.ts'
import { startTokenService } from '../support/startTokenService.ts'
import { type RequestOptions, startTestServer, type TestAnswer, type TestServer } from '../support/startServer.ts'

let server: TestServer & World
let front: string
let document: Record<string, any>
let judge: ApiJudge

/** What the admin panel asks for itself. */
const leftOut = [/^\/api\/payload-/, /\/access(\/|$)/, /^\/api\/globals\/[^/]+\/(access|versions)/, /^\/api\/users\/init$/, /^\/api\/logos\/paste-url/, /^\/api\/built-in-credentials\/(form|test|\{id\}\/usage)$/]

beforeAll(async () => {
  // The proxy writes a line for each call.
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  server = await startTestServer()
  front = await server.openFront()
  document = expectStatus(await server.request('GET', '/api/openapi.json')).body
  judge = createApiJudge(document)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await server?.stop()
})

/** Sends, and holds both directions against the document. */
async function send(method: string, path: string, options: RequestOptions = {}): Promise<TestAnswer> {
  const answer = path.startsWith('/api/proxy/') ? await sendToFront(method, path, options) : await server.request(method, path, options)
  const sent = options.body instanceof FormData ? undefined : options.body
  expect(judge.judge({ method, path, status: answer.status, body: answer.body, contentType: answer.headers.get('content-type') ?? '', sent })).toEqual([])
  return answer
}

async function sendToFront(method: string, path: string, { as, body }: RequestOptions): Promise<TestAnswer> {
  const response = await fetch(`${front}${path}`, { method, headers: { ...as?.headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  let parsed: unknown = null
  try {
    parsed = JSON.parse(text)
  } catch {}
  return { status: response.status, headers: response.headers, text, body: parsed }
}

const ok = async (...sending: Parameters<typeof send>): Promise<any> => expectStatus(await send(...sending)).body
/** Of an account, a provider or a connection; only the platform does that. */
const cutAndLift = async (path: string): Promise<void> => {
  const as = server.platform
  await ok('POST', `${path}/cut-off`, { as, body: { reason: 'For a test' } })
  await ok('GET', `${path}/cut-off`, { as })
  await ok('DELETE', `${path}/cut-off`, { as })
}
const made = async (...sending: Parameters<typeof send>): Promise<string> => (await ok(...sending)).doc.id as string

describe('the document', () => {
  it('is OpenAPI 3.1 whose schemas are JSON Schema 2020-12', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
    const ajv = new Ajv2020({ strict: false })
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect(name).toMatch(/^[A-Za-z0-9._-]+$/)
      expect([name, ajv.validateSchema(schema as object), ajv.errorsText()]).toEqual([name, true, 'No errors'])
    }
    for (const scheme of Object.values<Record<string, unknown>>(document.components.securitySchemes)) expect(scheme.type).toMatch(/^(apiKey|http)$/)
  })

  it('names each operation once, declares each path parameter, and refers only to what is there', () => {
    const ids = judge.operations.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, method } of judge.operations) {
      const { parameters = [], responses, summary, requestBody } = document.paths[path][method]
      expect(path).toMatch(/^\/api\//)
      expect(parameters.filter((one: any) => one.in === 'path' && one.required).map((one: any) => one.name).sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort())
      expect(summary).toBeTruthy()
      expect(Object.keys(responses).every((status) => /^([2-5]\d\d|default)$/.test(status))).toBe(true)
      expect(method === 'get' && requestBody !== undefined).toBe(false)
    }
    for (const [, pointer] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) expect(document.components.schemas).toHaveProperty([pointer!])
  })

  it('has the closed list of codes and nothing that is hidden', () => {
    expect(document.components.schemas.Error.properties.code.enum).toEqual(Object.keys(errorCatalogue))
    for (const name of ['envelope', 'vaultId', 'agreedHosts', 'compiled', 'hash', 'salt', 'leaseOwner', 'wrapped', 'dataKey']) expect(JSON.stringify(document.components.schemas)).not.toContain(`"${name}"`)
    expect(judge.operations.filter(({ path }) => /data-keys|payload-/.test(path))).toEqual([])
  })
})

describe('endpoints', () => {
  it('of the running configuration are all in it, and it names no others', async () => {
    const routes = listRoutes(server.config).map(({ method, path }) => ({ method: method.toLowerCase(), path: `/api${path.replaceAll(/:(\w+)/g, '{$1}')}` }))
    const documented = new Set(judge.operations.map(({ method, path }) => `${method} ${path}`))
    const known = new Set(routes.map(({ method, path }) => `${method} ${path}`))
    expect(judge.operations.filter(({ method, path }) => !known.has(`${method} ${path}`) && !path.startsWith('/api/proxy/')).map(({ id }) => id)).toEqual([])
    const unexplained: string[] = []
    const isClosed = (method: string, path: string): boolean => {
      const [, slug, isRow] = /^\/api\/([\w-]+)(\/\{id\})?$/.exec(path) ?? []
      const access = server.config.collections.find((one) => one.slug === slug)?.access
      return (access?.[{ post: 'create', patch: 'update', delete: 'delete', get: 'read' }[method] as 'create'] as unknown) === nobody && (isRow !== undefined || method === 'post')
    }
    for (const { method, path } of routes) {
      if (isClosed(method, path) || documented.has(`${method} ${path}`) || leftOut.some((pattern) => pattern.test(path))) continue
      // A route that only says 405 is not an offer.
      const { status } = await server.request(method.toUpperCase(), path.replaceAll(/\{\w+\}\??/g, randomUUID()), { as: server.platform, ...(method === 'get' ? {} : { body: {} }) })
      if (status !== 405) unexplained.push(`${method} ${path} ${status}`)
    }
    expect(unexplained).toEqual([])
  })

  it('refuse a stranger as it says', async () => {
    for (const { id, method, path, isOpen, tag } of judge.operations) {
      // Signing out twice is a 400 of Payload's.
      if (isOpen || tag === 'sign-in') continue
      const account = randomUUID()
      const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'path' || name === 'providerKey' ? 'acme' : randomUUID()))
      const body = { workspaceId: account, account, provider: 'acme', mode: 'auto', name: 'Anybody', email: 'anybody@example.test', role: 'viewer', providers: [{}], current: 'none' }
      const answer = await send(method.toUpperCase(), `${address}?workspaceId=${account}&provider=acme`, method === 'get' || method === 'delete' ? {} : { body })
      expect([id, answer.status]).toEqual([id, 401])
    }
  })

  it('refuse bodies that are no JSON as it says', async () => {
    const own = judge.operations.filter(({ hasBody, path }) => hasBody && path !== '/api/users/login')
    expect(own.length).toBeGreaterThan(10)
    for (const { id, method, path } of own) {
      const row = path.startsWith('/api/connections/') ? server.a.connections.shared : path.startsWith('/api/accounts/') ? server.a.id : path.startsWith('/api/integration-providers/') ? server.provider : randomUUID()
      const as = (path.startsWith('/api/connections') && !path.endsWith('/cut-off')) || path.startsWith('/api/integrations/') ? server.a.people.owner : server.platform
      const answer = await send(method.toUpperCase(), path.replace('{id}', row), { as, body: '{"name": ', headers: { 'content-type': 'application/json' } })
      expect([id, answer.status, answer.body.errors[0].code]).toEqual([id, 400, 'invalid_json'])
    }
  })
})

describe('requests and answers', () => {
  it('about the installation and sign-in', async () => {
    await ok('GET', '/api/health')
    await ok('GET', '/api/openapi.json')
    const [email, password] = [`${randomUUID()}@example.test`, randomBytes(12).toString('hex')]
    const id = await made('POST', '/api/users', { as: server.platform, body: { email, password, name: 'New' } })
    const { token } = await ok('POST', '/api/users/login', { body: { email, password } })
    const as = { kind: 'user' as const, id, label: 'New', headers: { authorization: `JWT ${token}` } }
    expect((await send('POST', '/api/users/login', { body: { email, password: 'not this one' } })).status).toBe(401)
    expect((await ok('GET', '/api/users/me', { as })).user.id).toBe(id)
    expect((await ok('GET', '/api/users/me')).user).toBeNull()
    await ok('PATCH', `/api/users/${id}`, { as, body: { name: 'Renamed' } })
    const { refreshedToken } = await ok('POST', '/api/users/refresh-token', { as })
    await ok('POST', '/api/users/logout', { as: { ...as, headers: { authorization: `JWT ${refreshedToken}` } } })
    await ok('DELETE', `/api/users/${id}`, { as: server.platform })
  })

  it('of people who come and go', async () => {
    const { a } = server
    const as = a.people.owner
    const invite = async (email: string) => ok('POST', '/api/invitations', { as, body: { account: a.id, email, role: 'member' } })
    const { id, link } = await invite('first@example.test')
    const token = (of: string) => new URL(of).hash.slice(1)
    expect((await ok('POST', '/api/invitations/look', { body: { token: token(link) } })).invitation.email).toBe('first@example.test')
    const again = await ok('POST', `/api/invitations/${id}/resend`, { as })
    await ok('POST', `/api/invitations/${id}/revoke`, { as })
    expect((await ok('POST', '/api/invitations/look', { body: { token: token(again.link) } })).invitation).toBeNull()
    expect((await send('POST', `/api/invitations/${id}/revoke`, { as })).status).toBe(409)
    const second = await invite('second@example.test')
    const password = randomBytes(12).toString('hex')
    expect((await send('POST', '/api/invitations/accept', { body: { token: token(second.link) } })).status).toBe(401)
    await ok('POST', '/api/invitations/accept', { body: { token: token(second.link), person: { name: 'Second', password } } })
    await ok('GET', '/api/invitations', { as })
    await ok('GET', '/api/invitations/count', { as })
    await ok('GET', `/api/invitations/${id}`, { as })
    const [membership] = await server.sql<{ id: string }>(`select m.id from memberships m join users u on u.id = m.user_id where m.account_id = $1 and u.email = 'second@example.test'`, [a.id])
    await ok('GET', `/api/memberships/${membership?.id}/impact`, { as })
    await ok('POST', `/api/memberships/${membership?.id}/hand-over`, { as, body: { current: as.password } })
    await server.sql(`update memberships set role = 'owner' where id = $1`, [a.membership.owner])
    const session = await ok('POST', '/api/users/login', { body: { email: 'second@example.test', password } })
    const person = { kind: 'user' as const, id: session.user.id, label: 'Second', headers: { authorization: `JWT ${session.token}` } }
    expect((await send('POST', '/api/users/email', { as: person, body: { current: 'not this', email: 'third@example.test' } })).status).toBe(422)
    await ok('POST', '/api/users/email', { as: person, body: { current: password, email: 'second@example.test' } })
    await ok('POST', '/api/users/revoke-tokens', { as: person })
    await ok('POST', '/api/users/password', { as: person, body: { current: password, password: randomBytes(12).toString('hex') } })
    expect((await send('POST', '/api/users/password', { as: person, body: { current: password, password: 'short' } })).status).toBe(422)
    expect((await send('POST', '/api/users/forgot-password', { body: { email: 'second@example.test' } })).status).toBe(405)
    expect((await send('POST', '/api/users/reset-password', { body: { token: 'none', password } })).status).toBe(404)
    runtime().env.PATCHBAY_PRINT_MAIL = true
    const printed = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
    try {
      await ok('POST', '/api/users/forgot-password', { body: { email: 'second@example.test' } })
      await vi.waitFor(() => expect(printed).toHaveBeenCalled(), { timeout: 10_000 })
      const link = /#([0-9a-f]{40})/.exec(String(printed.mock.calls[0]?.[0]))?.[1]
      await ok('POST', '/api/users/reset-password', { body: { token: link, password: randomBytes(12).toString('hex') } })
    } finally {
      runtime().env.PATCHBAY_PRINT_MAIL = false
      printed.mockRestore()
    }
  })

  it('of a token that is renewed', async () => {
    const { a } = server
    const service = await startTokenService()
    await ok('POST', '/api/integration-providers/import', { as: server.platform, body: { providers: [service.row()] } })
    const grant = service.newGrant()
    const id = await makeGranted({ payload: server.payload, account: a.id, owner: a.people.owner.id, service, grant })
    const refresh = () => send('POST', `/api/connections/${id}/refresh`, { as: a.people.owner })
    expect(await refresh()).toMatchObject({ status: 200, body: { result: { outcome: 'refreshed' } } })
    grant.isRevoked = true
    expect(await refresh()).toMatchObject({ status: 200, body: { result: { outcome: 'error', note: 'The grant was revoked.' } } })
    expect((await send('POST', `/api/connections/${a.connections.shared}/refresh`, { as: a.people.owner })).status).toBe(409)
    await service.stop()
  })

  it('of a connection’s life', async () => {
    const { a, goodKey } = server
    const as = a.people.owner
    const body = { workspaceId: a.id, provider: 'acme', credentialPayload: { apiKey: goodKey } }
    await ok('POST', '/api/integrations/test', { as, body })
    const { connection } = await ok('POST', '/api/integrations/provider-connections', { as, body: { ...body, expiresAt: '2031-01-31', visibility: 'account' } })
    const at = `/api/connections/${connection.id}`
    await ok('POST', '/api/integrations/provider-connections', { as, body: { ...body, connectionId: connection.id, version: connection.version } })
    const other = await made('POST', '/api/connections', { as, body: { account: a.id, provider: 'acme' } })
    expect((await send('POST', `/api/connections/${other}/test`, { as })).status).toBe(409)
    await ok('PATCH', at, { as, body: { displayName: 'Renamed', isDefault: true, sortOrder: 3 } })
    for (const name of ['test', 'deactivate', 'reactivate']) await ok('POST', `${at}/${name}`, { as })
    expect((await send('POST', `${at}/reactivate`, { as })).status).toBe(409)
    await ok('POST', `${at}/consent`, { as, body: { hosts: [] } })
    await ok('GET', `${at}/impact`, { as })
    await ok('GET', `/api/proxy/connections/${connection.id}/v1/me`, { as })
    await callEngine().recorder.flush()
    expect((await ok('GET', `${at}/usage?interval=hour`, { as })).buckets).toMatchObject([{ calls: 1 }])
    await cutAndLift(at)
    await ok('GET', at, { as })
    await ok('POST', `${at}/revoke`, { as })
    await ok('DELETE', at, { as })
    await ok('GET', '/api/connections?trash=true&limit=50', { as: a.tokens.read })
    await ok('POST', `${at}/restore`, { as })
    await ok('GET', '/api/connections/count', { as })
    const wrong = { ...body, credentialPayload: { apiKey: ['acme', 'wrong', '1'].join('_') } }
    expect((await send('POST', '/api/integrations/provider-connections', { as, body: wrong })).body.errors[0].code).toBe('credential_rejected')
    expect((await ok('POST', '/api/integrations/test', { as, body: wrong })).result.ok).toBe(false)
  })

  it('of routing, tokens and the trail', async () => {
    const { a, platform } = server
    const as = a.people.admin
    await ok('PUT', '/api/integrations/routing-policies', { as, body: { workspaceId: a.id, provider: 'acme', mode: 'byo', distribution: 'round_robin' } })
    await ok('GET', `/api/integrations/routing-policies?workspaceId=${a.id}`, { as })
    await ok('GET', `/api/integrations/resolve?workspaceId=${a.id}&provider=acme`, { as })
    await ok('GET', `/api/integrations/usage?workspaceId=${a.id}&provider=acme`, { as })
    await ok('GET', `/api/integrations/usage?workspaceId=${a.id}&interval=hour&from=2026-11-01&to=2026-11-02`, { as })
    const shared = await server.sql(`select id, version::int as version from connections where account_id = $1 and provider = 'acme' and visibility = 'account' and deleted_at is null`, [a.id])
    await ok('PUT', '/api/integrations/connection-order', { as, body: { workspaceId: a.id, provider: 'acme', connections: shared } })
    expect((await ok('GET', `/api/integrations/resolve?workspaceId=${a.id}&provider=none`, { as })).code).toBe('unknown_provider')
    const token = await made('POST', '/api/api-tokens', { as, body: { name: 'For this', account: a.id, scopes: ['read'], expiresAt: '2031-01-31' } })
    await ok('GET', '/api/api-tokens', { as: platform })
    await ok('GET', '/api/api-tokens/count', { as })
    await ok('GET', `/api/api-tokens/${token}`, { as })
    await ok('DELETE', `/api/api-tokens/${token}`, { as })
    const { docs } = await ok('GET', '/api/audit-events?limit=200', { as })
    await ok('GET', `/api/audit-events/${docs[0].id}`, { as })
    await ok('GET', '/api/audit-events/count', { as })
    expect((await send('GET', `/api/audit-events/export?account=${a.id}`, { as })).text).toMatch(/^createdAt,account,action/)
  })

  it('of requests for providers', async () => {
    const { a, platform } = server
    const body = { workspaceId: a.id, name: 'Nimbus CRM', website: 'nimbus.example', why: 'Our customers are in it.' }
    const { doc } = await ok('POST', '/api/provider-requests', { as: a.people.member, body })
    expect((await ok('POST', '/api/provider-requests', { as: a.people.admin, body: { ...body, name: 'nimbus-crm' } })).doc.id).toBe(doc.id)
    expect((await send('POST', '/api/provider-requests', { as: a.people.admin, body: { ...body, name: 'ACME' } })).status).toBe(409)
    await ok('PATCH', `/api/provider-requests/${doc.id}`, { as: platform, body: { status: 'planned', answer: 'In May.' } })
    for (const path of ['', '/count', `/${doc.id}`]) await ok('GET', `/api/provider-requests${path}`, { as: a.people.viewer })
    await ok('DELETE', `/api/provider-requests/${doc.id}`, { as: platform })
  })

  it('of the catalog', async () => {
    const { platform: as, row, a, provider, builtIn } = server
    const providers = [{ ...row, key: 'acme-two', name: 'Acme Two' }]
    expect((await ok('POST', '/api/integration-providers/import', { as, body: { providers, dryRun: true } })).results[0].action).toBe('created')
    expect((await ok('POST', '/api/integration-providers/import', { as, body: { providers: [{ key: 'bad' }] } })).results[0].action).toBe('refused')
    expect((await ok('POST', '/api/integration-providers/preview', { as, body: { row: { name: 'Half' } } })).problems.length).toBeGreaterThan(0)
    const two = await made('POST', '/api/integration-providers', { as, body: providers[0] })
    await ok('PATCH', `/api/integration-providers/${two}`, { as, body: { description: 'Changed for a test.' } })
    await cutAndLift(`/api/integration-providers/${two}`)
    await ok('POST', `/api/integration-providers/${two}/revoke-credentials`, { as, body: { confirm: 'acme-two' } })
    const { id: run } = (await send('POST', '/api/revocations', { as, body: { from: '2001-01-01', until: '2001-01-02', confirm: 'every account' } })).body
    for (const path of ['', `/${run}`]) await ok('GET', `/api/revocations${path}`, { as })
    expect((await send('GET', `/api/revocations/${run}/report`, { as })).text).toMatch(/^connection,accountId/)
    expect((await send('POST', '/api/integration-providers', { as, body: { ...row, key: 'acme-three', baseUrl: 'http://10.0.0.1' } })).status).toBe(422)
    for (const path of ['', '/count', `/${provider}`, '/export', '/export?keys=acme', '/starters', `/${provider}/history`]) await ok('GET', `/api/integration-providers${path}`, { as })
    await ok('GET', `/api/integration-providers/${provider}`, { as: a.people.viewer })
    await ok('POST', `/api/integration-providers/${provider}/impact`, { as, body: { provider: { ...row, status: 'hidden' } } })
    await ok('POST', '/api/integration-providers/dry-run', { as, body: { provider: row, credentialPayload: { apiKey: server.goodKey } } })
    expect((await send('POST', '/api/integration-providers/dry-run', { as, body: { provider: { key: 'x' }, credentialPayload: {} } })).status).toBe(422)
    const { docs } = await ok('GET', '/api/integration-providers/versions?limit=1', { as })
    await ok('GET', `/api/integration-providers/versions/${docs[0].id}`, { as })
    await ok('POST', `/api/integration-providers/versions/${docs[0].id}`, { as })
    const credentialPayload = { apiKey: ['acme', 'built', 'in'].join('_') }
    const own = await made('POST', '/api/built-in-credentials', { as, body: { provider: 'acme-two', credentialPayload, allow: [{ method: 'GET', path: '/v1/*' }], dailyCalls: 10 } })
    await ok('PATCH', `/api/built-in-credentials/${own}`, { as, body: { enabled: false } })
    for (const path of ['', '/count', `/${builtIn}`]) await ok('GET', `/api/built-in-credentials${path}`, { as })
    expect((await send('DELETE', `/api/integration-providers/${two}`, { as })).status).toBe(409)
    await ok('DELETE', `/api/built-in-credentials/${own}`, { as })
    await ok('DELETE', `/api/integration-providers/${two}`, { as })
    const form = new FormData()
    form.set('file', new Blob([onePixel], { type: 'image/png' }), 'dot.png')
    const logo = await made('POST', '/api/logos', { as, body: form })
    for (const path of ['', '/count', `/${logo}`]) await ok('GET', `/api/logos${path}`, { as })
    await ok('GET', '/api/logos/file/dot.png')
    await ok('GET', '/api/logos/icon/github/dark')
    await ok('PATCH', `/api/logos/${logo}`, { as, body: { alt: 'A dot' } })
    await ok('DELETE', `/api/logos/${logo}`, { as })
  })

  it('of accounts, people and settings', async () => {
    const { platform: as, a } = server
    const account = await made('POST', '/api/accounts', { as, body: { name: 'Third', slug: 'third' } })
    await ok('PATCH', `/api/accounts/${account}`, { as, body: { name: 'Third, renamed' } })
    await cutAndLift(`/api/accounts/${account}`)
    await ok('POST', `/api/accounts/${account}/revoke-credentials`, { as, body: { confirm: 'third' } })
    const person = await server.makeUser()
    const membership = await made('POST', '/api/memberships', { as: a.people.owner, body: { account: a.id, user: person.id, role: 'viewer' } })
    await ok('PATCH', `/api/memberships/${membership}`, { as: a.people.owner, body: { role: 'member' } })
    const { policy } = server.b
    expect((await send('POST', '/api/routing-policies', { as: server.b.people.admin, body: { account: server.b.id, provider: 'acme', mode: 'byo' } })).status).toBe(409)
    await ok('PATCH', `/api/routing-policies/${policy}`, { as: server.b.people.admin, body: { mode: 'auto' } })
    const rows: [slug: string, id: string, who: typeof as][] = [['accounts', a.id, a.people.viewer], ['memberships', membership, a.people.viewer], ['routing-policies', a.policy, a.people.viewer], ['users', person.id, as]]
    for (const [slug, id, who] of rows) for (const path of ['', '/count', `/${id}`]) await ok('GET', `/api/${slug}${path}`, { as: who })
    await ok('DELETE', `/api/routing-policies/${policy}`, { as: server.b.people.admin })
    await made('POST', '/api/routing-policies', { as: server.b.people.admin, body: { account: server.b.id, provider: 'acme', mode: 'byo' } })
    await ok('DELETE', `/api/memberships/${membership}`, { as: a.people.owner })
    await ok('DELETE', `/api/accounts/${account}`, { as })
    const own = await made('POST', '/api/accounts', { as, body: { name: 'Own', slug: 'own' } })
    await made('POST', '/api/memberships', { as, body: { account: own, user: server.a.people.owner.id, role: 'owner' } })
    expect((await send('POST', `/api/accounts/${own}/delete`, { as: server.a.people.owner, body: { current: 'not this' } })).status).toBe(422)
    await ok('POST', `/api/accounts/${own}/delete`, { as: server.a.people.owner, body: { current: server.a.people.owner.password } })
    for (const [slug, body] of [['marketplace', { featured: ['acme'] }], ['platform-settings', { platformName: 'Here' }]] as const) {
      await ok('GET', `/api/globals/${slug}`, { as: a.people.viewer })
      await ok('POST', `/api/globals/${slug}`, { as, body })
    }
  })

  it('through the proxy', async () => {
    const { a, upstream } = server
    upstream.turn({ status: 200 })
    const doors = [`/api/proxy/connections/${a.connections.shared}`, `/api/proxy/accounts/${a.id}/acme`]
    for (const door of doors) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const { headers, status } = await send(method, `${door}/v1/me`, { as: a.tokens.use, ...(method === 'GET' || method === 'DELETE' ? {} : { body: { some: 'thing' } }) })
        expect(status).toBe(200)
        expect([headers.get('x-patchbay-origin'), headers.get('x-patchbay-source')]).toEqual(['provider', 'byo'])
        expect(headers.get('x-patchbay-connection')).toMatch(/^[0-9a-f-]{36}$/)
      }
      expect((await send('GET', `${door}/v1/me`, { as: a.tokens.read })).status).toBe(403)
    }
    upstream.turn({ status: 418 })
    expect((await send('GET', `${doors[0]}/v1/me`, { as: a.tokens.use })).status).toBe(418)
    upstream.turn({})
    expect(upstream.seen.length).toBeGreaterThanOrEqual(10)
  })

  it('lead to a provider’s consent page and back', async () => {
    const { platform, a: { id: account, people: { owner } } } = server
    const consent = await startConsentServer({ redirectUri: 'http://localhost:3000/api/oauth/callback' })
    onTestFinished(() => consent.stop())
    await ok('POST', '/api/integration-providers/import', { as: platform, body: { providers: [consent.row()] } })
    await ok('POST', '/api/built-in-credentials', { as: platform, body: { provider: 'umbra', purpose: 'client', credentialPayload: consent.client } })
    const goAs = async (login: string, body: Record<string, unknown> = {}): Promise<URL> => {
      const begun = await send('POST', '/api/oauth/authorize', { as: owner, body: { workspaceId: account, provider: 'umbra', ...body } })
      const { pathname, search } = await consent.signIn({ url: begun.body.url, login })
      return new URL((await send('GET', `${pathname}${search}`, { headers: { cookie: begun.headers.get('set-cookie')?.split(';', 1)[0] ?? '' } })).headers.get('location') ?? '', 'http://localhost:3000')
    }
    expect((await send('GET', `/api/oauth/authorize?workspaceId=${account}&provider=umbra`, { as: owner })).status).toBe(302)
    const connectionId = (await goAs('ann')).searchParams.get('connected')
    const [kept, dropped] = [(await goAs('bob', { connectionId })).searchParams.get('attempt'), (await goAs('bob', { connectionId })).searchParams.get('attempt')]
    await ok('GET', `/api/oauth/attempts/${kept}`, { as: owner })
    await ok('POST', `/api/oauth/attempts/${kept}/keep`, { as: owner })
    await ok('DELETE', `/api/oauth/attempts/${dropped}`, { as: owner })
    const app = await startAppServer(consent)
    onTestFinished(() => app.close())
    app.install({ id: 5, account: 'ann' }, { id: 8, account: 'ann’s company' })
    await ok('POST', '/api/integration-providers/import', { as: platform, body: { providers: [app.row] } })
    await ok('POST', '/api/built-in-credentials', { as: platform, body: { provider: 'umbra-app', purpose: 'client', credentialPayload: app.client } })
    const asked = (await goAs('ann', { provider: 'umbra-app' })).searchParams.get('attempt')
    await ok('GET', `/api/oauth/attempts/${asked}`, { as: owner })
    await ok('POST', `/api/oauth/attempts/${asked}/choose`, { as: owner, body: { installation: '8' } })
  })

  it('have been seen for every operation of the document', () => {
    expect(judge.operations.map(({ id }) => id).filter((id) => !judge.answered.has(id))).toEqual([])
  })
})

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
