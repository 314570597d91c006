import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { codesOf, fieldsOf, type Stage, startStage } from '../support/startStage.ts'
import { type SeenRequest, startTokenServer, type TokenServer } from '../support/startTokenServer.ts'
import { startConsentServer } from '../support/startConsentServer.ts'
import { expectStatus } from '../support/makeWorld.ts'
import type { TestAnswer } from '../support/startServer.ts'

/** Credentials that become a token before they are used, by the same requests as any other. */

let stage: Stage
let tokens: TokenServer

beforeAll(async () => {
  ;[stage, tokens] = [await startStage(), await startTokenServer()]
  const oauth = { tokenUrl: `${tokens.url}/token`, scopes: ['read'], clientAuth: 'post' }
  await stage.importRows(
    { ...stage.service.row(), key: 'globex-client', name: 'Globex client', authMethods: [{ key: 'client', type: 'oauth2_client_credentials', label: 'Client', oauth }] },
    {
      ...stage.service.row(), key: 'globex-login', name: 'Globex login', baseUrl: tokens.url, allowedHosts: [tokens.host],
      authMethods: [{ key: 'login', type: 'token_exchange', label: 'Login', fields: [{ name: 'user', label: 'User', secret: false }, { name: 'password', label: 'Password' }], exchange: { method: 'POST', path: '/login', body: { user: '{{user}}', password: '{{password}}' }, tokenPath: '/session/token', expiresInPath: '/session/seconds' } }],
    },
  )
})
afterAll(async () => {
  await stage?.stop()
  await tokens?.close()
})

const client = (): Record<string, string> => ({ clientId: 'ours', clientSecret: randomBytes(12).toString('hex') })
const columnsOf = async (id: string): Promise<Record<string, any>> => (await stage.sql('select * from connections where id = $1', [id]))[0] ?? {}

describe('client credentials', () => {
  it('get a token before the test, and both are kept to Patchbay', async () => {
    const account = await stage.newAccount()
    const accessToken = stage.service.goodKey()
    tokens.reply({ body: { access_token: accessToken, token_type: 'bearer', expires_in: '3600', scope: 'read' } })
    const made = expectStatus(await stage.connect({ account, body: { provider: 'globex-client', credentialPayload: client() } }))
    expect(tokens.seen.at(-1)?.form).toMatchObject({ grant_type: 'client_credentials', client_id: 'ours', scope: 'read' })
    expect(made.body).toMatchObject({ connection: { status: 'active', mode: 'service', scopes: ['read'], expiresAt: null, identity: { id: 'u-1' } }, result: { ok: true } })
    expect(made.text).not.toContain(accessToken)
    const stored = await columnsOf(made.body.connection.id)
    expect(JSON.stringify(stored)).not.toContain(accessToken)
    expect(stored.refresh_due_at.getTime()).toBeLessThan(stored.token_expires_at.getTime())
  })

  const refused = (): Promise<TestAnswer> => stage.newAccount().then((account) => stage.connect({ account, body: { provider: 'globex-client', credentialPayload: client() } }))

  it.each([
    ['refused', { status: 401, body: { error: 'invalid_client', error_description: 'No such client.' } }, 422, 'credential_rejected'],
    ['a failing service', { status: 503, body: 'down' }, 502, 'provider_error'],
    ['a busy one', { status: 429, headers: { 'retry-after': '7' }, body: {} }, 429, 'rate_limited'],
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<html>hello</html>' }, 502, 'provider_error'],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/steal' }, body: '' }, 502, 'provider_error'],
    ['too much', { body: { access_token: 'x'.repeat(200_000) } }, 502, 'response_too_large'],
    ['a token with control characters', { body: { access_token: 'a\nb', token_type: 'bearer' } }, 502, 'provider_error'],
  ])('saves nothing after %s', async (_, reply, status, code) => {
    tokens.reply(reply)
    const answer = await refused()
    expect([answer.status, codesOf(answer)[0], fieldsOf(answer)[0]]).toEqual([status, code, 'credentialPayload'])
    expect(await stage.sql(`select 1 from connections where provider = 'globex-client' and status = 'pending'`)).toEqual([])
  })

  it('are tried without storing anything, and a refusal is an answer', async () => {
    const account = await stage.newAccount()
    const attempt = () => stage.request('POST', '/api/integrations/test', { as: account.people.owner, body: { workspaceId: account.id, provider: 'globex-client', credentialPayload: client() } })
    tokens.reply({ body: { access_token: stage.service.goodKey(), token_type: 'bearer' } })
    expect(expectStatus(await attempt()).body.result).toMatchObject({ ok: true })
    tokens.reply({ status: 401, body: { error: 'invalid_client' } })
    expect(expectStatus(await attempt()).body.result).toMatchObject({ ok: false, code: 'credential_rejected' })
  })

  it('saved without a test wait for their first use', async () => {
    const account = await stage.newAccount()
    const before = tokens.seen.length
    const { connection } = expectStatus(await stage.connect({ account, body: { provider: 'globex-client', credentialPayload: client(), test: false } })).body
    expect([connection.status, tokens.seen.length]).toEqual(['pending', before])
    expect((await columnsOf(connection.id)).refresh_due_at.getTime()).toBeLessThan(Date.now())
  })

  it('are replaced in place, the old ones kept when the new are refused', async () => {
    const account = await stage.newAccount()
    tokens.reply({ body: { access_token: stage.service.goodKey(), token_type: 'bearer' } })
    const { connection } = expectStatus(await stage.connect({ account, body: { provider: 'globex-client', credentialPayload: client() } })).body
    const before = await columnsOf(connection.id)
    tokens.reply({ status: 401, body: { error: 'invalid_client' } })
    const change = () => stage.request('POST', '/api/integrations/provider-connections', { as: account.people.owner, body: { connectionId: connection.id, credentialPayload: client() } })
    expect(codesOf(await change())).toEqual(['credential_rejected'])
    expect(await columnsOf(connection.id)).toEqual(before)
    tokens.reply({ body: { access_token: stage.service.goodKey(), token_type: 'bearer' } })
    expect(expectStatus(await change()).body.connection.version).toBe(connection.version + 1)
  })
})

it('a login call gives a token that the test then proves', async () => {
  const account = await stage.newAccount()
  const token = randomBytes(12).toString('hex')
  tokens.reply((request: SeenRequest) => (request.path === '/login' ? { body: { session: { token, seconds: 60 } } } : { status: request.headers.authorization === `Bearer ${token}` ? 200 : 401, body: { user: { name: 'Ann', id: '1' } } }))
  const { connection } = expectStatus(await stage.connect({ account, body: { provider: 'globex-login', credentialPayload: { user: 'ann', password: randomBytes(9).toString('hex') } } })).body
  expect(connection).toMatchObject({ status: 'active', fields: { user: 'ann' }, identity: { label: 'Ann' } })
})

describe('an app of the platform’s', () => {
  it('signs for the installation that the person may use, whatever the way back names', async () => {
    const consent = await startConsentServer({ redirectUri: 'http://localhost:3000/api/oauth/callback' })
    onTestFinished(() => consent.stop())
    const oauth = { authorizationUrl: `${consent.origin}/auth`, tokenUrl: `${consent.origin}/token`, scopes: ['openid'], authorizationParams: { prompt: 'login consent' }, client: 'platform' }
    const app = { client: 'platform', tokenUrl: `${tokens.url}/installations/{{installationId}}/tokens`, installations: { url: `${tokens.url}/user/installations`, list: '/installations', id: '/id', label: '/account' } }
    await stage.importRows({ ...stage.service.row(), key: 'globex-app', name: 'Globex app', baseUrl: tokens.url, allowedHosts: [tokens.host], authMethods: [{ key: 'app', type: 'github_app', label: 'App', oauth, app }] })
    const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
    expectStatus(await stage.request('POST', '/api/built-in-credentials', { as: stage.platform, body: { provider: 'globex-app', purpose: 'client', credentialPayload: { appId: '77', privateKey, ...consent.client } } }))
    const account = await stage.newAccount()
    const token = randomBytes(12).toString('hex')
    let theirs = [{ id: 5, account: 'ann' }]
    tokens.reply((request: SeenRequest) => {
      if (request.path === '/user/installations') return { body: { installations: theirs } }
      if (request.path === '/installations/5/tokens') return { status: 201, body: { token, expires_at: new Date(Date.now() + 3_600_000).toISOString() } }
      return { status: request.headers.authorization === `Bearer ${token}` ? 200 : 401, body: { user: { name: 'ann', id: '5' } } }
    })
    const goThere = async (named: string | null): Promise<URL> => {
      const begun = expectStatus(await stage.request('POST', '/api/oauth/authorize', { as: account.people.owner, body: { workspaceId: account.id, provider: 'globex-app' } }))
      const { pathname, search } = await consent.signIn({ url: begun.body.url, login: 'ann' })
      const back = await stage.request('GET', `${pathname}${search}${named === null ? '' : `&installation_id=${named}`}`, { headers: { cookie: begun.headers.get('set-cookie')?.split(';', 1)[0] ?? '' } })
      return new URL(back.headers.get('location') ?? '', 'http://localhost:3000')
    }
    expect((await goThere('6')).searchParams.get('error')).toBe('conflict')
    theirs = []
    expect((await goThere('5')).searchParams.get('error')).toBe('credential_lacks_permission')
    expect(tokens.seen.some((request) => request.path.startsWith('/installations/'))).toBe(false)
    theirs = [{ id: 5, account: 'ann' }, { id: 8, account: 'ann’s company' }]
    const id = (await goThere('5')).searchParams.get('connected')
    expect(expectStatus(await stage.request('GET', `/api/connections/${id}`, { as: account.people.owner })).body).toMatchObject({ status: 'active', mode: 'oauth-user', fields: {}, identity: { label: 'ann' } })
    // The installation is sealed with the token, for the next one.
    const renewed = expectStatus(await stage.request('POST', `/api/connections/${id}/refresh`, { as: account.people.owner }))
    expect(renewed.body.result).toMatchObject({ outcome: 'refreshed' })
    expect(tokens.seen.filter((request) => request.path === '/installations/5/tokens')).toHaveLength(2)
  })
})
