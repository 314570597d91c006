import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compileTestRow, type TestRow } from '#tests/support/compileTestRow.ts'
import { type SeenRequest, startTokenServer, type TokenServer } from '#tests/support/startTokenServer.ts'
import type { Egress } from '../egress/Egress.ts'
import { createEgress } from '../egress/createEgress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import { buildAuthorizationUrl } from './buildAuthorizationUrl.ts'
import { exchangeCode } from './exchangeCode.ts'
import type { OAuthClient } from './OAuthClient.ts'

let server: TokenServer
let egress: Egress
beforeAll(async () => {
  server = await startTokenServer()
})
beforeEach(() => {
  server.seen.splice(0)
  // A way out of its own: found documents are kept with it.
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
})
afterAll(async () => {
  await egress.close()
  await server.close()
})

const client: OAuthClient = { clientId: 'id', clientSecret: randomBytes(12).toString('hex'), privateKey: null, source: 'platform' }
const redirectUri = 'https://patchbay.example/api/oauth/callback'
const good = { access_token: 'new-token', token_type: 'Bearer', expires_in: 3600, refresh_token: 'r1' }
const rowWith = (oauth: Record<string, unknown> = {}, rest: Record<string, unknown> = {}): TestRow =>
  compileTestRow({ method: { type: 'oauth2_code', oauth: { authorizationUrl: `${server.url}/authorize`, tokenUrl: `${server.url}/token`, ...oauth }, ...rest } })
const discovered = (): TestRow => compileTestRow({ method: { type: 'oauth2_code', oauth: { issuer: server.url } } })
const startWith = (row: TestRow, more: Record<string, unknown> = {}) =>
  buildAuthorizationUrl({ egress, compiled: row.compiled, method: row.method, client, values: {}, redirectUri, state: 'the-state', codeChallenge: 'the-challenge', scopes: ['a', 'b'], ...more })
const exchangeWith = (row: TestRow, more: Record<string, unknown> = {}) =>
  exchangeCode({ egress, compiled: row.compiled, method: row.method, client, values: {}, agreedHosts: row.agreedHosts(), code: 'the-code', codeVerifier: 'the-verifier', redirectUri, iss: null, now: new Date(), ...more })
const described = (more: Record<string, unknown> = {}) => ({ issuer: server.url, authorization_endpoint: `${server.url}/found/authorize`, token_endpoint: `${server.url}/found/token`, ...more })

describe('where a person is sent', () => {
  it('says who asks, for what, and where to come back to', async () => {
    const url = await startWith(rowWith({ authorizationParams: { prompt: 'consent' } }))
    expect(Object.fromEntries(url.searchParams)).toEqual({
      prompt: 'consent', response_type: 'code', client_id: 'id', redirect_uri: redirectUri, scope: 'a b', state: 'the-state', code_challenge: 'the-challenge', code_challenge_method: 'S256',
    })
    expect(url.pathname).toBe('/authorize')
  })

  it('follows the row: its separator, no scopes, no PKCE', async () => {
    expect((await startWith(rowWith({ scopeSeparator: ',' }))).searchParams.get('scope')).toBe('a,b')
    const bare = await startWith(rowWith({ pkce: { none: 'not known there' } }), { scopes: [], codeChallenge: null })
    expect([...bare.searchParams.keys()]).toEqual(['response_type', 'client_id', 'redirect_uri', 'state'])
  })

  it('is nowhere without a challenge, and no parameter of the row replaces one of ours', async () => {
    await expect(startWith(rowWith(), { codeChallenge: null })).rejects.toThrow('challenge')
    const url = await startWith(rowWith({ authorizationParams: { state: 'forged', redirect_uri: 'https://elsewhere.example', code_challenge_method: 'plain' } }))
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ state: 'the-state', redirect_uri: redirectUri, code_challenge_method: 'S256' })
  })
})

describe('the code', () => {
  it('is shown with the verifier and the address the person came back to', async () => {
    server.reply({ body: good })
    expect(await exchangeWith(rowWith({ tokenParams: { audience: 'x' } }))).toEqual({ accessToken: 'new-token', refreshToken: 'r1', expiresInSeconds: 3600, scopes: null })
    expect(server.seen[0]?.form).toEqual({ grant_type: 'authorization_code', code: 'the-code', code_verifier: 'the-verifier', redirect_uri: redirectUri, audience: 'x' })
  })

  it('goes without a verifier where the row has no PKCE', async () => {
    server.reply({ body: good })
    await exchangeWith(rowWith({ pkce: { none: 'not known there' } }), { codeVerifier: null })
    expect(server.seen[0]?.form).not.toHaveProperty('code_verifier')
    await expect(exchangeWith(rowWith(), { codeVerifier: null })).rejects.toMatchObject({ code: 'provider_error' })
  })

  it('used twice or too late is told as that, without the code', async () => {
    server.reply({ status: 400, body: { error: 'invalid_grant', error_description: 'code the-code is spent' } })
    const fault = await exchangeWith(rowWith(), { code: 'a-long-enough-code' }).catch((error: unknown) => error)
    expect(fault).toMatchObject({ kind: 'permanent', code: 'reauth_required', message: expect.stringContaining('used before, or came too late') })
    server.reply({ status: 400, body: { error: 'invalid_grant', error_description: 'code a-long-enough-code is spent' } })
    expect(JSON.stringify(await exchangeWith(rowWith(), { code: 'a-long-enough-code' }).catch((error: unknown) => error))).not.toContain('a-long-enough-code')
  })

  it('goes nowhere when the row changed after the person was sent', async () => {
    await expect(exchangeWith(rowWith({ tokenUrl: 'https://elsewhere.example/token' }), { agreedHosts: rowWith().agreedHosts() })).rejects.toMatchObject({ code: 'host_consent_required', wasSent: false })
    expect(server.seen).toEqual([])
  })
})

describe('who answered', () => {
  it.each([
    ['the issuer of the row', () => ({ issuer: server.url }), () => server.url, true],
    ['nobody said, none was announced', () => ({ issuer: server.url }), () => null, true],
    ['another issuer', () => ({ issuer: server.url }), () => 'https://elsewhere.example', false],
    ['the issuer with a slash too many', () => ({ issuer: server.url }), () => `${server.url}/`, false],
    ['somebody, of a row that names no issuer', () => ({}), () => 'https://elsewhere.example', false],
    ['whoever is where people are sent, of a row that names no issuer', () => ({}), () => `${server.url}/oauth`, true],
  ])('%s', async (_name, oauth, iss, isTaken) => {
    server.reply({ body: good })
    const answer = exchangeWith(rowWith(oauth()), { iss: iss() })
    if (isTaken) expect(await answer).toMatchObject({ accessToken: 'new-token' })
    else await expect(answer).rejects.toMatchObject({ kind: 'configuration', code: 'provider_error', wasSent: false })
    expect(server.seen).toHaveLength(isTaken ? 1 : 0)
  })
})

describe('addresses found through the issuer', () => {
  it('are asked for once and used', async () => {
    server.reply(({ method }: SeenRequest) => (method === 'GET' ? { body: described() } : { body: good }))
    expect(String(await startWith(discovered()))).toContain(`${server.url}/found/authorize?`)
    await exchangeWith(discovered())
    await exchangeWith(discovered(), { iss: server.url })
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /.well-known/openid-configuration', 'POST /found/token', 'POST /found/token'])
  })

  it('are not all kept for ever: accounts may name any number of issuers', async () => {
    server.reply(({ path }: SeenRequest) => ({ body: { ...described(), issuer: `${server.url}${path.replace('/.well-known/openid-configuration', '')}` } }))
    const start = (number: number) => startWith(compileTestRow({ method: { type: 'oauth2_code', oauth: { issuer: `${server.url}/${number}` } } }))
    for (let number = 0; number <= 500; number += 1) await start(number)
    expect(server.seen).toHaveLength(501)
    await start(500)
    expect(server.seen).toHaveLength(501)
    await start(0)
    expect(server.seen).toHaveLength(502)
  })

  it('may stand in the other document', async () => {
    server.reply(({ path, method }: SeenRequest) => (method === 'POST' ? { body: good } : path.includes('oauth-authorization-server') ? { body: described() } : { status: 404 }))
    expect(await exchangeWith(discovered())).toMatchObject({ accessToken: 'new-token' })
  })

  it('need the sender named once that was announced', async () => {
    server.reply(({ method }: SeenRequest) => (method === 'GET' ? { body: described({ authorization_response_iss_parameter_supported: true }) } : { body: good }))
    await expect(exchangeWith(discovered())).rejects.toMatchObject({ code: 'provider_error', wasSent: false })
    expect(await exchangeWith(discovered(), { iss: server.url })).toMatchObject({ accessToken: 'new-token' })
  })

  it.each<[string, () => Parameters<TokenServer['reply']>[0], object]>([
    ['another issuer', () => ({ body: described({ issuer: 'https://elsewhere.example' }) }), { kind: 'configuration', code: 'provider_error' }],
    ['the issuer with a slash too many', () => ({ body: described({ issuer: `${server.url}/` }) }), { kind: 'configuration', code: 'provider_error' }],
    ['no document', () => ({ status: 404 }), { kind: 'configuration', code: 'provider_unavailable' }],
    ['a web page', () => ({ headers: { 'content-type': 'text/html' }, body: '<html>' }), { kind: 'configuration', code: 'provider_error' }],
    ['no token address', () => ({ body: { ...described(), token_endpoint: 'file:///etc/passwd' } }), { kind: 'configuration', code: 'provider_unavailable' }],
    ['a private network', () => ({ body: described({ token_endpoint: 'https://10.0.0.1/token' }) }), { kind: 'configuration', code: 'host_not_allowed' }],
    ['trouble', () => ({ status: 503 }), { kind: 'transient', code: 'provider_error' }],
    ['10 MB', () => ({ body: Buffer.alloc(10_000_000, 'a') }), { kind: 'transient', code: 'response_too_large' }],
  ])('are not taken from a document that names %s', async (_name, reply, expected) => {
    server.reply(reply())
    await expect(exchangeWith(discovered())).rejects.toMatchObject({ wasRefused: false, ...expected })
    expect(server.seen.some(({ method }) => method === 'POST')).toBe(false)
  })
})
