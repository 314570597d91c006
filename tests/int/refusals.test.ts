import { randomBytes } from 'node:crypto'
import { request as sendHttp } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ErrorCode, errorCatalogue, isErrorCode } from '#src/engine/errors.ts'
import { startTestServer, type TestAnswer } from '#tests/support/startServer.ts'

/** Whatever is wrong with a request, the answer has the contract's shape, blames the right side and stores nothing. */

let server: Awaited<ReturnType<typeof startTestServer>>
let front: string
beforeAll(async () => {
  server = await startTestServer()
  front = await server.openFront()
})
afterAll(() => server.stop())

type Refusal = { code: string; message: string; hint: string; docUrl: string; retryable: boolean; requestId: string }

/** The code, when the whole answer is in the contract's shape. */
function codeOf({ status, body, headers }: Pick<TestAnswer, 'status' | 'body' | 'headers'>): ErrorCode {
  expect(Object.keys(body ?? {})).toEqual(['errors'])
  const errors = body.errors as Refusal[]
  expect(errors.length).toBeGreaterThan(0)
  for (const one of errors) {
    expect(isErrorCode(one.code) && one.message !== '' && one.hint !== '' && one.requestId !== '').toBe(true)
    expect([one.docUrl, one.retryable]).toEqual([`docs/errors.md#${one.code}`, errorCatalogue[one.code as ErrorCode].retryable])
    expect(Object.keys(one).filter((name) => !['code', 'message', 'hint', 'docUrl', 'retryable', 'field', 'note', 'requestId'].includes(name))).toEqual([])
  }
  const [first] = errors as [Refusal]
  expect(status).toBe(errorCatalogue[first.code as ErrorCode].status)
  expect(headers.get('content-type')).toContain('application/json')
  return first.code as ErrorCode
}

const deepJson = `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
const json = { 'content-type': 'application/json' }

/** Each address that takes a body, with its method; as the platform admin or the owner of A, who may write there. */
const writers = (): [string, string, 'platform' | 'owner'][] => [
  ['POST', '/accounts', 'platform'], ['PATCH', `/accounts/${server.a.id}`, 'owner'], ['POST', '/memberships', 'owner'], ['PATCH', `/memberships/${server.a.membership.viewer}`, 'owner'],
  ['POST', '/users', 'platform'], ['PATCH', `/users/${server.a.people.owner.id}`, 'owner'], ['POST', '/integration-providers', 'platform'], ['PATCH', `/integration-providers/${server.provider}`, 'platform'],
  ['POST', '/built-in-credentials', 'platform'], ['PATCH', `/built-in-credentials/${server.builtIn}`, 'platform'], ['POST', '/routing-policies', 'owner'], ['PATCH', `/routing-policies/${server.a.policy}`, 'owner'],
  ['POST', '/connections', 'owner'], ['PATCH', `/connections/${server.a.connections.shared}`, 'owner'], ['POST', `/connections/${server.a.connections.shared}/consent`, 'owner'], ['POST', '/api-tokens', 'owner'],
  ['POST', '/integration-providers/import', 'platform'], ['POST', '/integrations/provider-connections', 'owner'], ['POST', '/integrations/test', 'owner'], ['PUT', '/integrations/routing-policies', 'owner'],
  ['POST', '/globals/marketplace', 'platform'], ['POST', '/globals/platform-settings', 'platform'], ['POST', '/logos', 'platform'], ['POST', '/provider-requests', 'owner'],
]

type Bad = { body?: string | undefined; headers: Record<string, string>; codes: ErrorCode[] }

const badBodies: [string, Bad][] = [
  ['broken JSON', { body: '{"name":', headers: json, codes: ['invalid_json'] }],
  ['JSON with something after it', { body: '{} {}', headers: json, codes: ['invalid_json'] }],
  ['no body', { headers: json, codes: ['invalid_json', 'invalid_request'] }],
  ['nothing at all', { headers: {}, codes: ['invalid_json', 'invalid_request'] }],
  ['plain text', { body: 'hello', headers: { 'content-type': 'text/plain' }, codes: ['invalid_json', 'invalid_request'] }],
  ['a web form', { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' }, codes: ['invalid_json', 'invalid_request'] }],
  ['a broken multipart form', { body: 'junk', headers: { 'content-type': 'multipart/form-data; boundary=x' }, codes: ['invalid_json', 'invalid_request'] }],
  ['a multipart form of an unreadable payload', { body: '--x\r\ncontent-disposition: form-data; name="_payload"\r\n\r\n{"name":\r\n--x--\r\n', headers: { 'content-type': 'multipart/form-data; boundary=x' }, codes: ['invalid_json', 'invalid_request'] }],
  ['bytes that are no text', { body: '\u0000\u0001\u0002', headers: json, codes: ['invalid_json'] }],
  ['null', { body: 'null', headers: json, codes: ['invalid_request'] }],
  ['a list', { body: '[{"name":"x"}]', headers: json, codes: ['invalid_request'] }],
  ['a text', { body: '"x"', headers: json, codes: ['invalid_request'] }],
  ['a number', { body: '7', headers: json, codes: ['invalid_request'] }],
  ['ten thousand levels', { body: deepJson, headers: json, codes: ['invalid_request'] }],
]

describe.each(badBodies)('a body of %s', (_name, { body, headers, codes }) => {
  it('is refused everywhere and stores nothing', async () => {
    const before = await server.checksumAll()
    for (const [method, path, who] of writers()) {
      const as = who === 'platform' ? server.platform : server.a.people.owner
      const answer = await server.request(method, `/api${path}`, { as, body, headers })
      expect([method, path, codes.includes(codeOf(answer)), answer.text]).toEqual([method, path, true, answer.text])
    }
    expect(await server.checksumAll()).toBe(before)
  })

  it('does not sign anybody in', async () => {
    const answer = await server.request('POST', '/api/users/login', { body, headers: { ...headers, 'x-patchbay-address': `${_name}` } })
    expect(['invalid_json', 'invalid_request', 'unauthenticated', 'validation_failed']).toContain(codeOf(answer))
  })
})

describe('a null byte in a text', () => {
  it('is refused before any statement is made of it', async () => {
    const { request, a } = server
    const before = await server.checksumAll()
    const seen: unknown[] = []
    const { error } = server.payload.logger
    server.payload.logger.error = (...args: unknown[]) => void seen.push(args)
    try {
      for (const body of [{ name: 'a\u0000b', password: randomBytes(12).toString('hex') }, { 'a\u0000b': 1 }, { name: { deep: ['a\u0000b'] } }]) {
        expect((await request('PATCH', `/api/users/${a.people.member.id}`, { as: a.people.member, body })).body.errors).toMatchObject([{ code: 'invalid_request', message: 'A value holds a character that cannot be stored.' }])
      }
    } finally {
      server.payload.logger.error = error
    }
    expect(seen).toEqual([])
    expect(await server.checksumAll()).toBe(before)
  })

  it('is told from the words for one', async () => {
    const { request, a } = server
    expect((await request('PATCH', `/api/users/${a.people.member.id}`, { as: a.people.member, body: { name: 'a\\u0000b' } })).body.doc.name).toBe('a\\u0000b')
  })
})

describe('prototype names in a body', () => {
  it('set nothing', async () => {
    const { request, a, sql } = server
    await request('PATCH', `/api/users/${a.people.member.id}`, { as: a.people.member, headers: json, body: '{"__proto__":{"platformRole":"admin"},"constructor":{"prototype":{"platformRole":"admin"}}}' })
    expect(await sql('select platform_role from users where id = $1', [a.people.member.id])).toEqual([{ platform_role: 'none' }])
    expect(({} as { platformRole?: string }).platformRole).toBeUndefined()
  })
})

describe('addresses', () => {
  it.each([
    ['GET', '/api/nope'], ['GET', '/api'], ['GET', '/api/connections/x/y/z'], ['PUT', '/api/accounts'], ['POST', '/api/health'], ['GET', '/api/globals/nope'], ['GET', '/api/%'],
    ['GET', '/api/data-keys'], ['GET', '/api/data-keys/abc'], ['POST', '/api/data-keys'], ['GET', '/api/payload-migrations'], ['GET', '/api/graphql'], ['POST', '/api/graphql'],
    ['GET', '/api/constructor'], ['GET', '/api/__proto__'], ['GET', '/api/toString/1'], ['GET', '/api/globals/constructor'], ['POST', '/api/globals/__proto__'],
  ])('%s %s leads nowhere', async (method, path) => {
    for (const as of [null, server.a.people.owner, server.platform]) {
      const code = codeOf(await server.request(method, path, { as }))
      expect(['not_found', 'unauthenticated']).toContain(code)
    }
  })

  it.each([
    ['PATCH', '/api/connections/:id'], ['GET', '/api/connections/:id'], ['DELETE', '/api/connections/:id'], ['POST', '/api/connections/:id/test'], ['GET', '/api/connections/:id/impact'],
    ['GET', '/api/accounts/:id'], ['PATCH', '/api/accounts/:id'], ['DELETE', '/api/accounts/:id'], ['GET', '/api/users/:id'], ['DELETE', '/api/memberships/:id'], ['GET', '/api/audit-events/:id'], ['GET', '/api/integration-providers/:id'],
  ])('%s %s with an id that is none is not found', async (method, path) => {
    for (const id of ['abc', '0', '%00', '00000000-0000-0000-0000-00000000000', '..%2f..%2fetc', "1'or'1'='1", 'a'.repeat(3_000)]) {
      const answer = await server.request(method, path.replace(':id', id), { as: server.a.people.owner, ...(method === 'PATCH' ? { body: {} } : {}) })
      // A null byte cannot even be looked for.
      expect([id, [...(id === '%00' ? ['invalid_request'] : []), 'not_found'].includes(codeOf(answer))]).toEqual([id, true])
    }
  })

  it.each(['/api/connections/%E0%A4%A', '/api/accounts/%', '/api/connections/%zz/test'])('%s holds an escape that cannot be decoded', async (path) => {
    expect(['invalid_request', 'not_found']).toContain(codeOf(await server.request('GET', path, { as: server.a.people.owner })))
  })

  it('name no file outside the logos', async () => {
    for (const name of ['..%2f..%2fpackage.json', '%2e%2e%2fpayload.config.ts', 'nope.png']) {
      expect(['not_found', 'forbidden', 'unauthenticated']).toContain(codeOf(await server.request('GET', `/api/logos/file/${name}`, { as: server.platform })))
    }
    // Fetching an address a client names would be a way out past the egress rules.
    for (const src of ['http://169.254.169.254/', server.upstream.origin]) {
      const seen = server.upstream.seen.length
      expect(['not_found', 'invalid_request', 'forbidden', 'method_not_allowed']).toContain(codeOf(await server.request('GET', `/api/logos/paste-url?src=${encodeURIComponent(src)}`, { as: server.platform })))
      expect(server.upstream.seen.length).toBe(seen)
    }
  })
})

describe('queries', () => {
  it.each(['limit=0', 'limit=-1', 'limit=abc', 'limit=1e9', 'limit=201', 'pagination=false', 'depth=50', 'depth=-5', 'depth=abc', 'page=-1', 'page=0', 'page=abc', 'page=99999999999999999999', 'select=x', 'populate=x', 'joins=x', 'sort[x]=1', 'locale=all', 'where[x', 'where[or][0]=x'])('%s is cut to what is offered', async (query) => {
    for (const slug of ['accounts', 'connections', 'users', 'integration-providers', 'audit-events']) {
      const { status, body } = await server.request('GET', `/api/${slug}?${query}`, { as: server.a.people.owner })
      expect([slug, status]).toEqual([slug, 200])
      expect(body.limit >= 1 && body.limit <= 200 && body.docs.length <= 200).toBe(true)
      // Nothing is followed deeper than two steps, and over accounts and people not at all.
      for (const doc of body.docs as { account?: unknown; owner?: unknown }[]) expect([typeof (doc.account ?? ''), typeof (doc.owner ?? '')]).toEqual(['string', 'string'])
    }
  })

  it.each(['where[name][bogus]=1', 'where[nope][equals]=1', 'where[name][near]=1,1', 'where[name][within]=1', 'where[name][intersects]=1', 'where[name][all]=1', 'where[id][in]=abc', 'where[name][contains][x]=1', "where[name'--][equals]=1", 'where[name][equals]=%00', 'where[and]=x', 'where=abc', 'sort=account.name'])('%s is refused', async (query) => {
    const code = codeOf(await server.request('GET', `/api/accounts?${query}`, { as: server.a.people.owner }))
    expect(['invalid_request', 'invalid_json', 'not_found']).toContain(code)
  })

  it.each(['maskedCredential', 'fields', 'identity', 'scopes'])('%s, a JSON column of connections, is not for conditions', async (name) => {
    for (const operator of ['equals', 'contains', 'like', 'in', 'exists']) {
      for (const path of [name, `${name}.x`, `${name}__x`]) {
        expect([operator, path, codeOf(await server.request('GET', `/api/connections?where[${path}][${operator}]=1`, { as: server.a.people.owner }))]).toEqual([operator, path, 'invalid_request'])
      }
    }
  })
})

/** Over the socket, since fetch would not send these. */
function sendRaw({ path, headers, body }: { path: string; headers: Record<string, string>; body: string[] }): Promise<Pick<TestAnswer, 'status' | 'body' | 'headers'>> {
  return new Promise((resolve, reject) => {
    const req = sendHttp(`${front}${path}`, { method: 'POST', headers: { ...server.a.people.owner.headers, ...headers } }, (res) => {
      let text = ''
      res.setEncoding('utf8').on('data', (part: string) => (text += part))
      res.on('end', () => resolve({ status: res.statusCode ?? 0, body: JSON.parse(text), headers: new Headers({ 'content-type': res.headers['content-type'] ?? '' }) }))
    })
    req.on('error', reject)
    for (const part of body) req.write(part)
    req.end()
  })
}

describe('size', () => {
  const limit = 256 * 1024
  const filled = (bytes: number): string => `{"displayName":"${'x'.repeat(bytes - 18)}"}`

  it('of one byte more than 256 kB is refused at the front, whatever the address', async () => {
    const before = await server.checksumAll()
    for (const path of ['/api/connections', '/api/accounts', '/api/users/login', '/api/integrations/provider-connections', '/api/nope']) {
      const body = filled(limit + 1)
      expect([path, codeOf(await sendRaw({ path, headers: { ...json, 'content-length': String(body.length) }, body: [body] }))]).toEqual([path, 'payload_too_large'])
    }
    const fits = filled(limit)
    expect(codeOf(await sendRaw({ path: '/api/connections', headers: { ...json, 'content-length': String(fits.length) }, body: [fits] }))).toBe('validation_failed')
    expect(await server.checksumAll()).toBe(before)
  })

  it('unknown before the body is refused', async () => {
    expect(codeOf(await sendRaw({ path: '/api/connections', headers: { ...json, 'transfer-encoding': 'chunked' }, body: ['{', '}'] }))).toBe('invalid_request')
  })

  it('is held without the front as well, on our own routes', async () => {
    for (const path of ['/api/connections', '/api/integrations/provider-connections', '/api/api-tokens']) {
      expect([path, codeOf(await server.request('POST', path, { as: server.a.people.owner, headers: json, body: filled(limit + 1) }))]).toEqual([path, 'payload_too_large'])
    }
  })
})
