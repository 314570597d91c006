import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compileTestRow, type TestRow } from '#tests/support/compileTestRow.ts'
import { listen } from '#tests/support/listen.ts'
import { startTokenServer, type TokenServer } from '#tests/support/startTokenServer.ts'
import type { Egress } from '../egress/Egress.ts'
import { createEgress } from '../egress/createEgress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import { type GrantFault, isGrantFault } from './GrantFault.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { obtainToken } from './obtainToken.ts'

let server: TokenServer
let egress: Egress
beforeAll(async () => {
  server = await startTokenServer()
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1'), resolve: async () => ['127.0.0.1'] })
})
afterAll(async () => {
  await server.close()
  await egress.close()
})
beforeEach(() => server.seen.splice(0))

const secretOf = (name: string): string => [name, randomBytes(12).toString('hex')].join('-')
const client: OAuthClient = { clientId: 'id-1.2_3', clientSecret: secretOf('cs'), privateKey: null, source: 'platform' }
const values = { accessToken: secretOf('at'), refreshToken: secretOf('rt'), previousRefreshToken: secretOf('prt') }
const good = { access_token: 'new-token', token_type: 'Bearer', expires_in: 3600 }

const rowWith = (oauth: Record<string, unknown> = {}, rest: Record<string, unknown> = {}): TestRow =>
  compileTestRow({ method: { type: 'oauth2_code', oauth: { authorizationUrl: 'https://acme.example/authorize', tokenUrl: `${server.url}/token`, ...oauth }, ...rest } })
type Setup = { oauth?: Record<string, unknown>; row?: TestRow; signal?: AbortSignal; usePrevious?: boolean; agreedHosts?: string[]; client?: OAuthClient; values?: Record<string, string> }
const refresh = ({ oauth, row = rowWith(oauth), ...rest }: Setup = {}) =>
  obtainToken({ egress, compiled: row.compiled, method: row.method, client, values, agreedHosts: row.agreedHosts(values), now: new Date(), ...rest })
const faultOf = async (setup: Setup = {}): Promise<GrantFault> => {
  const fault = await refresh(setup).then(() => null, (error: GrantFault) => error)
  if (fault === null) throw new Error('a token was given')
  return fault
}

describe('the request', () => {
  it('shows the refresh token and who asks, as RFC 6749 has it', async () => {
    server.reply({ body: good })
    await refresh({ oauth: { refreshParams: { audience: 'acme' }, tokenHeaders: { 'X-Version': '2' } } })
    expect(server.seen).toEqual([expect.objectContaining({ method: 'POST', path: '/token', form: { grant_type: 'refresh_token', refresh_token: values.refreshToken, audience: 'acme' } })])
    // Dots, dashes and underlines stay as they are: many services compare without decoding.
    expect(server.seen[0]?.headers).toMatchObject({ authorization: `Basic ${Buffer.from(`id-1.2_3:${client.clientSecret}`).toString('base64')}`, 'x-version': '2', accept: 'application/json' })
  })

  it.each([
    ['post', { client_id: 'id-1.2_3', client_secret: client.clientSecret }],
    ['none', { client_id: 'id-1.2_3' }],
  ])('puts the client into the body for %s', async (clientAuth, expected) => {
    server.reply({ body: good })
    await refresh({ oauth: { clientAuth } })
    expect(server.seen[0]?.form).toMatchObject(expected)
    expect(server.seen[0]?.headers.authorization).toBeUndefined()
  })

  it('is JSON where the row says so, and shows the token before when asked to', async () => {
    server.reply({ body: good })
    await refresh({ oauth: { bodyFormat: 'json', refresh: { mode: 'rotating', graceSeconds: 60 } }, usePrevious: true })
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ grant_type: 'refresh_token', refresh_token: values.previousRefreshToken })
  })

  it('of client credentials carries the account’s own client and the row’s scopes', async () => {
    const row = compileTestRow({ method: { type: 'oauth2_client_credentials', oauth: { tokenUrl: `${server.url}/token`, scopes: ['a', 'b'], tokenParams: { tenant: '{{tenant}}' } }, fields: [{ name: 'tenant', label: 'Tenant', secret: false }] } })
    expect(row.method.fields.map(({ name }) => name)).toEqual(['tenant', 'clientId', 'clientSecret'])
    server.reply({ body: good })
    const own = { tenant: 't1', clientId: 'own', clientSecret: secretOf('own') }
    const grant = await refresh({ row, values: own, client: { clientId: own.clientId, clientSecret: own.clientSecret, privateKey: null, source: 'account' } })
    expect(server.seen[0]?.form).toEqual({ grant_type: 'client_credentials', scope: 'a b', tenant: 't1' })
    expect(grant).toEqual({ accessToken: 'new-token', refreshToken: null, expiresInSeconds: 3600, scopes: null })
  })
})

describe('answers in every dialect', () => {
  const form = (body: string) => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })
  it.each<[string, Record<string, unknown>, Parameters<TokenServer['reply']>[0], object]>([
    ['as the standard has it', {}, { body: { ...good, refresh_token: 'r2', scope: 'a b' } }, { accessToken: 'new-token', refreshToken: 'r2', expiresInSeconds: 3600, scopes: ['a', 'b'] }],
    ['form-encoded', {}, form('access_token=new-token&scope=repo%2Cuser&token_type=bearer'), { accessToken: 'new-token', scopes: ['repo', 'user'] }],
    ['form-encoded under the wrong name', {}, { headers: { 'content-type': 'text/plain' }, body: 'access_token=new-token&expires_in=60' }, { accessToken: 'new-token', expiresInSeconds: 60 }],
    ['a token type of its own', {}, { body: { ...good, token_type: 'bot' } }, { accessToken: 'new-token' }],
    ['no token type', {}, { body: { access_token: 'new-token' } }, { accessToken: 'new-token', expiresInSeconds: null }],
    ['a lifetime as text', {}, { body: { ...good, expires_in: '3599' } }, { expiresInSeconds: 3599 }],
    ['no lifetime as null', {}, { body: { ...good, expires_in: null } }, { expiresInSeconds: null }],
    ['a lifetime of nothing', {}, { body: { ...good, expires_in: 0 } }, { expiresInSeconds: null }],
    ['a lifetime below nothing', {}, { body: { ...good, expires_in: -5 } }, { expiresInSeconds: null }],
    ['a lifetime of ages', {}, { body: { ...good, expires_in: 999_999_999 } }, { expiresInSeconds: 315_360_000 }],
    ['a lifetime the row knows', { response: { expiresInSeconds: 7200 } }, { body: { access_token: 'new-token' } }, { expiresInSeconds: 7200 }],
    ['an empty refresh token', {}, { body: { ...good, refresh_token: '' } }, { refreshToken: null }],
    ['scopes in a list', {}, { body: { ...good, scope: ['a', 'b', 7] } }, { scopes: ['a', 'b'] }],
    ['status 201', {}, { status: 201, body: good }, { accessToken: 'new-token' }],
    ['nested', { response: { accessToken: '/data/access_token', expiresIn: '/data/expires' } }, { body: { data: { access_token: 'deep', expires: 60 } } }, { accessToken: 'deep', expiresInSeconds: 60 }],
    ['with an id token nobody asked for', {}, { body: { ...good, id_token: 'not.a.token' } }, { accessToken: 'new-token' }],
    ['a yes of its own', { response: { okWhen: { pointer: '/ok', equals: true } } }, { body: { ...good, ok: true } }, { accessToken: 'new-token' }],
  ])('%s', async (_name, oauth, reply, expected) => {
    server.reply(reply)
    expect(await refresh({ oauth })).toMatchObject(expected)
  })

  it('takes plain fields out of the answer, held to their rules, and never a token', async () => {
    const fields = [{ name: 'team', label: 'Team', secret: false, required: false, pattern: '^[a-z-]+$', example: 'a' }, { name: 'leak', label: 'Leak', secret: false, required: false }, { name: 'odd', label: 'Odd', secret: false, required: false, pattern: '^[0-9]+$', example: '1' }]
    const row = rowWith({ response: { capture: { team: '/team/name', leak: '/refresh_token', odd: '/team/name' } } }, { fields })
    server.reply({ body: { ...good, refresh_token: 'r2-secret', team: { name: 'acme-team' } } })
    expect((await refresh({ row })).captured).toEqual({ team: 'acme-team' })
  })
})

describe('what a no means', () => {
  it.each<[string, Parameters<TokenServer['reply']>[0], object]>([
    ['a dead grant', { status: 400, body: { error: 'invalid_grant', error_description: 'Token has been revoked' } }, { kind: 'permanent', code: 'reauth_required', note: 'Token has been revoked', wasRefused: true }],
    ['a dead grant with status 200', { body: { error: 'invalid_grant' } }, { kind: 'permanent', code: 'reauth_required' }],
    ['the platform’s client refused', { status: 401, body: { error: 'invalid_client' } }, { kind: 'configuration', code: 'provider_unavailable' }],
    ['a request it does not know', { status: 400, body: { error: 'unsupported_grant_type' } }, { kind: 'configuration', code: 'provider_unavailable' }],
    ['too many', { status: 429, headers: { 'retry-after': '17' } }, { kind: 'rate_limited', code: 'rate_limited', retryAfterSeconds: 17 }],
    ['trouble of its own', { status: 503, body: { error: 'invalid_grant' } }, { kind: 'transient', code: 'provider_error', wasRefused: false }],
    ['trouble of its own, in OAuth’s words', { status: 503, body: { error: 'temporarily_unavailable' } }, { kind: 'transient', code: 'provider_error', wasRefused: true }],
    ['a gateway that gave up waiting', { status: 504, body: '' }, { kind: 'transient', code: 'provider_timeout', wasSent: true, wasRefused: false }],
    ['trouble by its name', { status: 400, body: { error: 'temporarily_unavailable' } }, { kind: 'transient' }],
    ['a no nobody knows', { status: 400, body: { error: 'computer_says_no' } }, { kind: 'transient', code: 'provider_error' }],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/token' } }, { kind: 'configuration', code: 'provider_error', message: expect.stringContaining('redirect') }],
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }, { kind: 'transient', code: 'provider_error', message: expect.stringContaining('web page') }],
    ['a web page and 400', { status: 400, headers: { 'content-type': 'text/html' }, body: '<html>blocked</html>' }, { kind: 'transient' }],
    ['10 MB', { body: Buffer.alloc(10_000_000, 'a') }, { kind: 'transient', code: 'response_too_large', wasSent: true }],
    ['half an answer', { body: '{"access_token":"new' }, { kind: 'transient', code: 'provider_error' }],
    ['no answer in it', { body: 'null' }, { kind: 'transient' }],
    ['no token', { body: { token_type: 'bearer' } }, { kind: 'transient' }],
    ['a token with a line break', { body: { access_token: 'new\r\nX-Admin: 1' } }, { kind: 'transient', code: 'provider_error' }],
    ['a refresh token with a control character', { body: { ...good, refresh_token: 'a\u0000b' } }, { kind: 'transient' }],
    ['a token that is no text', { body: { access_token: { a: 1 } } }, { kind: 'transient' }],
    ['a token without end', { body: { access_token: 'a'.repeat(20_000) } }, { kind: 'transient' }],
  ])('%s', async (_name, reply, expected) => {
    server.reply(reply)
    expect(await faultOf()).toMatchObject({ wasSent: true, ...expected })
    expect(server.seen).toHaveLength(1)
  })

  it('follows the row where a service has words of its own', async () => {
    server.reply({ body: { ok: false, error: 'token_revoked' } })
    expect(await faultOf({ oauth: { response: { okWhen: { pointer: '/ok', equals: true }, permanentErrors: ['token_revoked'] } } })).toMatchObject({ kind: 'permanent', code: 'reauth_required' })
  })

  it('is for the account to mend when its own client is refused', async () => {
    server.reply({ status: 401, body: { error: 'invalid_client' } })
    expect(await faultOf({ client: { ...client, source: 'account' } })).toMatchObject({ kind: 'permanent', code: 'credential_rejected' })
  })

  it('never repeats what it was shown', async () => {
    server.reply({ status: 400, body: { error: 'invalid_grant', error_description: `No such token ${values.refreshToken}, client ${client.clientSecret}` } })
    const fault = await faultOf()
    expect(fault.note).toMatch(/^No such token/)
    for (const secret of [values.refreshToken, client.clientSecret as string]) expect(`${fault.stack} ${JSON.stringify(fault)}`).not.toContain(secret)
  })
})

it('whatever comes back is a token that can be sent or a fault that names no secret', async () => {
  const part = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom('invalid_grant', values.refreshToken, `a ${client.clientSecret} b`, 'ok\r\nX: 1'))
  const document = fc.dictionary(fc.constantFrom('access_token', 'refresh_token', 'expires_in', 'scope', 'error', 'error_description', 'message'), part)
  const body = fc.oneof(document.map((one) => JSON.stringify(one)), fc.string(), fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)))
  const type = fc.constantFrom('application/json', 'text/html', 'application/x-www-form-urlencoded', '')
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(200, 200, 201, 204, 302, 400, 401, 403, 429, 500), type, body, async (status, contentType, answer) => {
      server.reply({ status, headers: contentType === '' ? {} : { 'content-type': contentType }, body: answer })
      const outcome = await refresh().then((grant) => grant, (error: unknown) => error)
      if (!isGrantFault(outcome)) {
        expect(outcome).toMatchObject({ accessToken: expect.stringMatching(/^[\x21-\x7e]+$/) })
        return
      }
      const told = `${outcome.message} ${outcome.note ?? ''} ${JSON.stringify(outcome)}`
      for (const secret of [values.refreshToken, client.clientSecret as string]) expect(told).not.toContain(secret)
    }),
    { numRuns: 300 },
  )
})

describe('no answer', () => {
  it('broken off in the middle', async () => {
    server.reply((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      res.write('{"access_token":', () => res.destroy())
    })
    expect(await faultOf()).toMatchObject({ kind: 'transient', code: 'provider_unreachable', wasSent: true })
  })

  it('an answer that drips without end', async () => {
    server.reply((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => res.write(' '), 5)
      res.on('close', () => clearInterval(drip))
    })
    expect(await faultOf({ signal: AbortSignal.timeout(100) })).toMatchObject({ kind: 'transient', code: 'provider_timeout', wasSent: true })
  })

  it('nobody there: nothing was sent', async () => {
    const gone = await listen(() => {})
    await gone.close()
    expect(await faultOf({ oauth: { tokenUrl: `${gone.url}/token` } })).toMatchObject({ kind: 'transient', code: 'provider_unreachable', wasSent: false })
  })

  it('a name that does not resolve', async () => {
    const lost = createEgress({ allow: [], resolve: () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })) })
    const row = rowWith({ tokenUrl: 'https://gone.example/token' })
    const fault = await obtainToken({ egress: lost, compiled: row.compiled, method: row.method, client, values, agreedHosts: row.agreedHosts(), now: new Date() }).catch((error: unknown) => error)
    expect(fault).toMatchObject({ kind: 'transient', code: 'provider_unreachable', wasSent: false })
    await lost.close()
  })

  it('an address the platform does not allow', async () => {
    expect(await faultOf({ oauth: { tokenUrl: 'https://10.0.0.1/token' } })).toMatchObject({ kind: 'configuration', code: 'host_not_allowed', wasSent: false })
  })

  it('a deadline is a fault, somebody going away is theirs', async () => {
    server.reply((_req, _res) => {})
    expect(await faultOf({ signal: AbortSignal.timeout(50) })).toMatchObject({ kind: 'transient', code: 'provider_timeout', wasSent: true })
    const leaving = new AbortController()
    server.reply((_req, _res) => leaving.abort(new Error('gone')))
    await expect(refresh({ signal: leaving.signal })).rejects.toThrow('gone')
  })
})

describe('what the owner agreed to', () => {
  it.each<[string, Record<string, unknown>]>([
    ['another token address', { tokenUrl: 'https://elsewhere.example/token' }],
    ['another revocation address', { revocationUrl: 'https://elsewhere.example/revoke' }],
    ['another way to send the client', { clientAuth: 'post' }],
    ['another parameter', { refreshParams: { also: '{{accessToken}}' } }],
  ])('a row edited to %s gets nothing', async (_name, change) => {
    server.reply({ body: good })
    expect(await faultOf({ row: rowWith(change), agreedHosts: rowWith().agreedHosts() })).toMatchObject({ kind: 'configuration', code: 'host_consent_required', wasSent: false })
    expect(server.seen).toEqual([])
  })

  it('asks nobody again for other scopes, words or times', async () => {
    server.reply({ body: good })
    const row = rowWith({ scopes: ['more'], authorizationParams: { prompt: 'consent' }, refresh: { mode: 'static', marginSeconds: 9 }, response: { permanentErrors: ['x'] } })
    expect(await refresh({ row, agreedHosts: rowWith().agreedHosts() })).toMatchObject({ accessToken: 'new-token' })
  })

  it('the hosts of the exchange are none of calls', () => {
    expect(rowWith({ tokenUrl: 'https://sign-in.example/token' }).compiled.allowedHosts).toEqual(['127.0.0.1:9'])
  })
})

it('without a refresh token nothing is asked', async () => {
  expect(await faultOf({ values: { accessToken: values.accessToken } })).toMatchObject({ kind: 'permanent', code: 'reauth_required', wasSent: false })
  expect(await faultOf({ oauth: { refresh: { mode: 'none' } } })).toMatchObject({ kind: 'permanent', code: 'reauth_required', wasSent: false })
  expect(server.seen).toEqual([])
})
