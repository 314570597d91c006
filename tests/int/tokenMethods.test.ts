import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { codesOf, fieldsOf, type Stage, type StageAccount, startStage } from '../support/startStage.ts'
import { type SeenRequest, startTokenServer, type TokenServer } from '../support/startTokenServer.ts'
import { startAppServer } from '../support/startAppServer.ts'
import { type ConsentServer, startConsentServer } from '../support/startConsentServer.ts'
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

  it.each([-600_000, 600_000])('end by the database’s clock, where the process is %d ms wrong', async (skewMs) => {
    const account = await stage.newAccount()
    tokens.reply({ body: { access_token: stage.service.goodKey(), token_type: 'bearer', expires_in: 3_600 } })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMs })
    onTestFinished(() => void vi.useRealTimers())
    const made = await stage.connect({ account, body: { provider: 'globex-client', credentialPayload: client() } })
    vi.useRealTimers()
    const [stored] = await stage.sql<{ left: number }>('select extract(epoch from token_expires_at - now())::int as left from connections where id = $1', [expectStatus(made).body.connection.id])
    expect(Math.abs((stored?.left ?? 0) - 3_600)).toBeLessThan(60)
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

it('a place that the service names after the token is part of the address, and is asked for once', async () => {
  const account = await stage.newAccount()
  const lookup = { url: `${tokens.url}/sites`, list: '', capture: { site: '/id' } }
  await stage.importRows({
    ...stage.service.row(), key: 'globex-sites', name: 'Globex sites', baseUrl: `${tokens.url}/ex/{{site}}`, allowedHosts: [tokens.host], test: { method: 'GET', path: '/me', expect: [200], identity: { label: '/user/name', id: '/user/id' } },
    authMethods: [{ key: 'client', type: 'oauth2_client_credentials', label: 'Client', fields: [{ name: 'site', label: 'Site', secret: false, required: false, pattern: '^[a-z0-9-]{1,40}$', example: 'site-1' }], oauth: { tokenUrl: `${tokens.url}/token`, clientAuth: 'post', lookup } }],
  })
  let sites = [{ id: 'site-1' }, { id: 'site-2' }]
  tokens.reply(({ path }: SeenRequest) => (path === '/token' ? { body: { access_token: randomBytes(9).toString('hex'), token_type: 'bearer', expires_in: 60 } } : path === '/sites' ? { body: sites } : { status: path === '/ex/site-2/me' ? 200 : 404, body: { user: { name: 'Ann', id: '1' } } }))
  const connect = () => stage.connect({ account, body: { provider: 'globex-sites', credentialPayload: client() } })
  expect(codesOf(await connect())).toEqual(['conflict'])
  sites = [{ id: 'site-2' }]
  const { connection } = expectStatus(await connect()).body
  expect(connection).toMatchObject({ status: 'active', fields: { site: 'site-2' }, identity: { label: 'Ann' } })
  sites = [{ id: 'site-3' }]
  expectStatus(await stage.request('POST', `/api/connections/${connection.id}/refresh`, { as: account.people.owner }))
  expect(expectStatus(await stage.request('POST', `/api/connections/${connection.id}/test`, { as: account.people.owner })).body).toMatchObject({ connection: { fields: { site: 'site-2' } }, result: { ok: true } })
  expect(tokens.seen.filter(({ path }) => path === '/sites')).toHaveLength(2)
})

it('a login call gives a token that the test then proves', async () => {
  const account = await stage.newAccount()
  const token = randomBytes(12).toString('hex')
  tokens.reply((request: SeenRequest) => (request.path === '/login' ? { body: { session: { token, seconds: 60 } } } : { status: request.headers.authorization === `Bearer ${token}` ? 200 : 401, body: { user: { name: 'Ann', id: '1' } } }))
  const { connection } = expectStatus(await stage.connect({ account, body: { provider: 'globex-login', credentialPayload: { user: 'ann', password: randomBytes(9).toString('hex') } } })).body
  expect(connection).toMatchObject({ status: 'active', fields: { user: 'ann' }, identity: { label: 'Ann' } })
})

describe('an app of the platform’s', () => {
  let consent: ConsentServer
  let app: Awaited<ReturnType<typeof startAppServer>>
  let account: StageAccount
  const [own, company] = [{ id: 5, account: 'ann' }, { id: 8, account: 'ann’s company' }] as const

  beforeAll(async () => {
    consent = await startConsentServer({ redirectUri: 'http://localhost:3000/api/oauth/callback' })
    app = await startAppServer(consent)
    await stage.importRows(app.row)
    expectStatus(await stage.request('POST', '/api/built-in-credentials', { as: stage.platform, body: { provider: 'umbra-app', purpose: 'client', credentialPayload: app.client } }))
    account = await stage.newAccount()
  })
  afterAll(async () => {
    await app?.close()
    await consent?.stop()
  })

  type Going = { named?: string; connectionId?: string }
  const goThere = async ({ named, connectionId }: Going = {}): Promise<URLSearchParams> => {
    const begun = expectStatus(await stage.request('POST', '/api/oauth/authorize', { as: account.people.owner, body: { workspaceId: account.id, provider: 'umbra-app', connectionId } }))
    const { pathname, search } = await consent.signIn({ url: begun.body.url, login: 'ann' })
    const back = await stage.request('GET', `${pathname}${search}${named === undefined ? '' : `&installation_id=${named}`}`, { headers: { cookie: begun.headers.get('set-cookie')?.split(';', 1)[0] ?? '' } })
    return new URL(back.headers.get('location') ?? '', 'http://localhost:3000').searchParams
  }
  const ask = (attempt: string | null, as = account.people.owner) => stage.request('GET', `/api/oauth/attempts/${attempt}`, { as })
  const choose = (attempt: string | null, installation: string, as = account.people.owner) => stage.request('POST', `/api/oauth/attempts/${attempt}/choose`, { as, body: { installation } })
  const read = async (id: string | null) => expectStatus(await stage.request('GET', `/api/connections/${id}`, { as: account.people.owner })).body

  it('connects the only installation there is, and renews it', async () => {
    app.install(own)
    const id = (await goThere()).get('connected')
    expect(await read(id)).toMatchObject({ status: 'active', mode: 'oauth-user', fields: {}, identity: { label: 'ann' } })
    // The installation is sealed with the token, for the next one.
    const renewed = expectStatus(await stage.request('POST', `/api/connections/${id}/refresh`, { as: account.people.owner }))
    expect([renewed.body.result.outcome, app.minted()]).toEqual(['refreshed', ['5', '5']])
    expect(JSON.stringify(await columnsOf(id ?? ''))).not.toContain(app.client.privateKey.split('\n')[1])
  })

  it('connects nothing where there is none, whatever the way back names', async () => {
    app.install()
    const before = app.minted().length
    expect([(await goThere()).get('error'), (await goThere({ named: '5' })).get('error'), app.minted().length]).toEqual(['credential_lacks_permission', 'credential_lacks_permission', before])
  })

  it('takes the one that the way back names, if the service says that it is theirs', async () => {
    app.install(own, company)
    expect(await read((await goThere({ named: '8' })).get('connected'))).toMatchObject({ identity: { label: 'ann’s company' } })
    const foreign = await goThere({ named: '6' })
    expect([foreign.get('error'), foreign.get('connected'), app.minted().includes('6')]).toEqual(['conflict', null, false])
  })

  it('asks which of several is meant, that person alone, and makes one connection of it', async () => {
    app.install(own, company)
    const before = app.minted().length
    const landing = await goThere()
    const attempt = landing.get('attempt')
    expect([landing.get('error'), app.minted().length]).toEqual(['conflict', before])
    expect(expectStatus(await ask(attempt)).body).toEqual({ attempt, kind: 'installation', connection: null, displayName: 'Umbra app', provider: 'umbra-app', was: null, now: null, installations: [{ id: '5', label: 'ann' }, { id: '8', label: 'ann’s company' }] })
    expect([codesOf(await ask(attempt, account.people.admin)), codesOf(await choose(attempt, '8', account.people.admin))]).toEqual([['not_found'], ['not_found']])
    expect(codesOf(await stage.request('POST', `/api/oauth/attempts/${attempt}/keep`, { as: account.people.owner }))).toEqual(['not_found'])
    expect(fieldsOf(await choose(attempt, '6'))).toEqual(['installation'])
    app.goAway(true)
    expect((await choose(attempt, '8')).status).toBe(502)
    app.goAway(false)
    const answers = await Promise.all([choose(attempt, '8'), choose(attempt, '8')])
    const [made, late] = answers.toSorted((one, other) => one.status - other.status)
    expect([made?.status, late?.status, made?.body.connection.identity.label]).toEqual([200, 404, 'ann’s company'])
    expect(await stage.sql('select 1 from patchbay.oauth_attempts where account = $1 and id = $2', [account.id, attempt])).toEqual([])
  })

  it('keeps the installation that a connection has, and asks when it is theirs no more', async () => {
    app.install(company)
    const id = (await goThere()).get('connected') ?? ''
    app.install(own, company)
    expect((await goThere({ connectionId: id })).get('connected')).toBe(id)
    app.install(own)
    const attempt = (await goThere({ connectionId: id })).get('attempt')
    expect(expectStatus(await ask(attempt)).body).toMatchObject({ connection: id, was: 'ann’s company', installations: [{ id: '5', label: 'ann' }] })
    expect(expectStatus(await stage.request('DELETE', `/api/oauth/attempts/${attempt}`, { as: account.people.owner })).body).toEqual({ provider: 'unsupported' })
    expect([codesOf(await choose(attempt, '5')), (await read(id)).identity.label]).toEqual([['not_found'], 'ann’s company'])
    const again = (await goThere({ connectionId: id })).get('attempt')
    expect(expectStatus(await choose(again, '5')).body.connection).toMatchObject({ id, identity: { label: 'ann' } })
  })

  it('opens no installation that somebody typed when the row still asked for an app of their own', async () => {
    const row = { ...app.row, key: 'umbra-taken', name: 'Umbra taken' }
    const { tokenUrl } = app.row.authMethods[0]?.app ?? { tokenUrl: '' }
    await stage.importRows({ ...row, authMethods: [{ key: 'app', type: 'github_app', label: 'App', app: { client: 'account', tokenUrl } }] })
    const { connection } = expectStatus(await stage.connect({ account, body: { provider: row.key, credentialPayload: { appId: '1', privateKey: app.client.privateKey, installationId: '99' }, test: false } })).body
    await stage.importRows(row)
    expectStatus(await stage.request('POST', '/api/built-in-credentials', { as: stage.platform, body: { provider: row.key, purpose: 'client', credentialPayload: app.client } }))
    const { hostsAwaitingConsent: hosts } = await read(connection.id)
    expect(codesOf(await stage.request('POST', `/api/connections/${connection.id}/consent`, { as: account.people.owner, body: { hosts } }))).toEqual(['reauth_required'])
    await stage.request('POST', `/api/connections/${connection.id}/refresh`, { as: account.people.owner })
    expect(app.minted()).not.toContain('99')
  })
})
