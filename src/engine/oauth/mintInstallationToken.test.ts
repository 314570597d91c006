import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compileTestRow, type TestRow } from '#tests/support/compileTestRow.ts'
import { type SeenRequest, startTokenServer, type TokenServer } from '#tests/support/startTokenServer.ts'
import type { Egress } from '../egress/Egress.ts'
import { createEgress } from '../egress/createEgress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import { listInstallations } from './listInstallations.ts'
import { obtainToken } from './obtainToken.ts'

let server: TokenServer
let egress: Egress
beforeAll(async () => {
  server = await startTokenServer()
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
})
beforeEach(() => server.seen.splice(0))
afterAll(async () => {
  await server.close()
  await egress.close()
})

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pems = { pkcs1: String(privateKey.export({ type: 'pkcs1', format: 'pem' })), pkcs8: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) }
const now = new Date()
const rowWith = (app: Record<string, unknown> = {}): TestRow => compileTestRow({ method: { type: 'github_app', app: { client: 'account', tokenUrl: `${server.url}/installations/{{installationId}}/tokens`, headers: { 'X-Version': '1' }, ...app } } })
const mint = (pem: string | null, { row = rowWith(), source = 'account' as 'account' | 'platform' } = {}) => {
  const values = { appId: '77', privateKey: pem ?? '', installationId: '4711' }
  return obtainToken({ egress, compiled: row.compiled, method: row.method, client: { clientId: '77', clientSecret: null, privateKey: pem, source }, values, agreedHosts: row.agreedHosts(values), now })
}

describe('an app’s key', () => {
  it.each<[string, string]>([
    ['as the service gives it', pems.pkcs1],
    ['in the newer form', pems.pkcs8],
    ['with its line breaks written out', pems.pkcs1.replaceAll('\n', '\\n')],
    ['with its line breaks lost', pems.pkcs1.replaceAll('\n', '')],
    ['with spaces for line breaks', pems.pkcs8.replaceAll('\n', ' ')],
  ])('signs for one installation: %s', async (_name, pem) => {
    server.reply({ status: 201, body: { token: 'installation-token', expires_at: new Date(now.getTime() + 3_600_000).toISOString(), permissions: {} } })
    expect(await mint(pem)).toMatchObject({ accessToken: 'installation-token', refreshToken: null, expiresInSeconds: 3600 })
    expect(server.seen).toEqual([expect.objectContaining({ method: 'POST', path: '/installations/4711/tokens', headers: expect.objectContaining({ 'x-version': '1' }) })])
    const jwt = /^Bearer (.+)$/.exec(server.seen[0]?.headers.authorization ?? '')?.[1] ?? ''
    const { payload, protectedHeader } = await jwtVerify(jwt, createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })), { currentDate: now })
    expect(protectedHeader.alg).toBe('RS256')
    expect(payload).toMatchObject({ iss: '77' })
    expect((payload.exp as number) - (payload.iat as number)).toBeLessThanOrEqual(600)
  })

  const begin = (kind: string) => ['-----BEGIN', `${kind}-----`].join(' ')
  const end = (kind: string) => ['-----END', `${kind}-----`].join(' ')
  it.each<[string, string | null, RegExp]>([
    ['nothing', null, /cannot be read/],
    ['words', 'my key', /cannot be read/],
    ['a public key', String(publicKey.export({ type: 'spki', format: 'pem' })), /public key/],
    ['a locked key', String(privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: randomBytes(8).toString('hex') })), /locked/],
    ['half a key', pems.pkcs1.slice(0, 400), /cannot be read/],
    ['noise in the clothes of a key', `${begin('PRIVATE KEY')}\n${randomBytes(300).toString('base64')}\n${end('PRIVATE KEY')}`, /cannot be read/],
    ['a key too short to sign with', String(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' })), /too short/],
    ['another kind of key', String(generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' })), /cannot be read/],
  ])('that is %s is told as that, and not sent', async (_name, pem, reason) => {
    const fault = await mint(pem).catch((error: unknown) => error)
    expect(fault).toMatchObject({ kind: 'permanent', code: 'credential_format', wasSent: false, message: expect.stringMatching(reason) })
    if (pem !== null && pem.length > 20) expect(`${(fault as Error).stack}${JSON.stringify(fault)}`).not.toContain(pem.slice(40, 80))
    expect(server.seen).toEqual([])
    await expect(mint(pem, { source: 'platform' })).rejects.toMatchObject({ kind: 'configuration', code: 'provider_unavailable' })
  })

  it.each<[number, Record<string, string>, 'account' | 'platform', object]>([
    [401, {}, 'account', { kind: 'permanent', code: 'credential_rejected' }],
    [401, {}, 'platform', { kind: 'configuration', code: 'provider_unavailable' }],
    [404, {}, 'platform', { kind: 'permanent', code: 'reauth_required', note: 'said so' }],
    [403, {}, 'platform', { kind: 'permanent', code: 'reauth_required' }],
    [403, { 'retry-after': '60' }, 'platform', { kind: 'rate_limited', retryAfterSeconds: 60 }],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(now.getTime() / 1000) + 90) }, 'platform', { kind: 'rate_limited', retryAfterSeconds: 90 }],
    [403, { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': '90' }, 'platform', { kind: 'permanent' }],
    [500, {}, 'platform', { kind: 'transient' }],
  ])('answered with %s %j, %s’s app', async (status, headers, source, expected) => {
    server.reply({ status, headers, body: { message: 'said so' } })
    await expect(mint(pems.pkcs8, { source })).rejects.toMatchObject(expected)
  })
})

describe('which installations are a person’s', () => {
  const platform = (more: Record<string, unknown> = {}) =>
    compileTestRow({
      method: {
        type: 'github_app',
        oauth: { authorizationUrl: `${server.url}/authorize`, tokenUrl: `${server.url}/token` },
        app: { tokenUrl: `${server.url}/installations/{{installationId}}/tokens`, installations: { url: `${server.url}/user/installations`, list: '/installations', id: '/id', label: '/account/login', ...more } },
      },
    })
  const list = (row = platform(), agreedHosts = row.agreedHosts()) => listInstallations({ egress, compiled: row.compiled, method: row.method, values: {}, agreedHosts, accessToken: 'of-the-person', now })

  it('nobody types one where the platform’s app is used', () => {
    expect(platform().method.fields).toEqual([])
  })

  it('is what the service says of their own token', async () => {
    server.reply({ body: { installations: [{ id: 5, account: { login: 'umbra' } }, { id: '../6', account: {} }, { account: {} }, { id: 7 }] } })
    expect(await list()).toEqual([{ id: '5', label: 'umbra' }, { id: '7', label: '7' }])
    expect(server.seen[0]).toMatchObject({ method: 'GET', path: '/user/installations', headers: { authorization: 'Bearer of-the-person' } })
  })

  it('goes on where the answer says, on the same host, where the row asks for that; and ends', async () => {
    const pageOf = (path: string): number => Number(new URL(path, server.url).searchParams.get('page') ?? 1)
    const linked = (last: number, next = (page: number) => `<?page=${page + 1}>; rel="next"`) => ({ path }: SeenRequest) => {
      const page = pageOf(path)
      return { headers: { 'content-type': 'application/json', ...(page < last ? { link: `<?page=1>; rel="first", ${next(page)}` } : {}) }, body: { installations: [{ id: page }] } }
    }
    server.reply(linked(3))
    expect(await list(platform({ pages: 'link' }))).toEqual(['1', '2', '3'].map((id) => ({ id, label: id })))
    expect(server.seen.map(({ path, headers }) => [path, headers.authorization])).toEqual(['', '?page=2', '?page=3'].map((query) => [`/user/installations${query}`, 'Bearer of-the-person']))
    expect(await list(platform())).toHaveLength(1)
    server.reply(linked(Infinity))
    expect(await list(platform({ pages: 'link' }))).toHaveLength(10)
    server.reply(linked(2, () => '<http://127.0.0.1:1/>; rel="next"'))
    await expect(list(platform({ pages: 'link' }))).rejects.toMatchObject({ code: 'provider_error', kind: 'configuration' })
  })

  it('is nobody’s when it does not say', async () => {
    server.reply({ status: 401, body: { message: 'Bad credentials' } })
    await expect(list()).rejects.toMatchObject({ code: 'provider_error' })
    await expect(list(platform(), [])).rejects.toMatchObject({ code: 'host_consent_required' })
  })
})
