import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { runtime } from '#src/server/runtime.ts'
import { endOverAttempts } from '#src/server/stores/endOverAttempts.ts'
import { runOnPool } from '#src/server/stores/statement.ts'
import { tellProvider } from '#src/server/tellProvider.ts'
import { codesOf, fieldsOf, type Stage, type StageAccount, startStage } from '../support/startStage.ts'
import { type ConsentServer, startConsentServer } from '../support/startConsentServer.ts'
import { expectStatus } from '../support/makeWorld.ts'
import type { TestActor, TestAnswer } from '../support/startServer.ts'

const publicUrl = 'http://localhost:3000'

let stage: Stage
let consent: ConsentServer

beforeAll(async () => {
  consent = await startConsentServer({ redirectUri: `${publicUrl}/api/oauth/callback` })
  stage = await startStage({ env: { PATCHBAY_PUBLIC_URL: publicUrl } })
  await offer(consent.row())
})
afterAll(async () => {
  await stage?.stop()
  await consent?.stop()
})

/** The row, with the platform's client for it. */
async function offer(row: Record<string, unknown> & { key: string }): Promise<void> {
  await stage.importRows(row)
  expectStatus(await stage.request('POST', '/api/built-in-credentials', { as: stage.platform, body: { provider: row.key, purpose: 'client', credentialPayload: consent.client } }))
}

type Begun = { url: string; cookie: string; state: string }

/** As the dialog begins it. */
async function begin({ as, account, body = {} }: { as?: TestActor; account: StageAccount; body?: Record<string, unknown> }): Promise<Begun> {
  const answer = expectStatus(await stage.request('POST', '/api/oauth/authorize', { as: as ?? account.people.owner, body: { workspaceId: account.id, provider: 'umbra', ...body } }))
  return { url: answer.body.url, cookie: (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '', state: new URL(answer.body.url).searchParams.get('state') ?? '' }
}

/** The browser's step back to us: with the cookie of the attempt, and no session. */
const comeBack = (url: URL | string, { cookie, as = null }: { cookie?: string; as?: TestActor | null } = {}): Promise<TestAnswer> => {
  const { pathname, search } = new URL(url)
  return stage.request('GET', `${pathname}${search}`, { as, headers: cookie === undefined ? {} : { cookie } })
}

const landingOf = (answer: TestAnswer): URL => new URL(answer.headers.get('location') ?? '', publicUrl)

/** All the way, as one person: begin, sign in, allow, come back. */
async function authorize({ login = 'ann', ...question }: Parameters<typeof begin>[0] & { login?: string }): Promise<URL> {
  const begun = await begin(question)
  return landingOf(await comeBack(await consent.signIn({ url: begun.url, login }), begun))
}

async function connect(question: Parameters<typeof authorize>[0]): Promise<string> {
  const id = (await authorize(question)).searchParams.get('connected')
  if (id === null) throw new Error('not connected')
  return id
}

const read = async (id: string, as: TestActor): Promise<Record<string, any>> => expectStatus(await stage.request('GET', `/api/connections/${id}`, { as })).body
const countOf = async (account: StageAccount): Promise<number> => (await stage.sql<{ n: number }>('select count(*)::int as n from connections where account_id = $1', [account.id]))[0]?.n ?? -1
/** The block of the row as it is. */
const oauthOf = () => (consent.row().authMethods as { oauth: Record<string, unknown> }[])[0]?.oauth
const columnsOf = async (id: string): Promise<Record<string, any>> => (await stage.sql('select * from connections where id = $1', [id]))[0] ?? {}

describe('connecting by a consent page', () => {
  it('makes an active connection of whoever began it, though no session comes back, and says who answered', async () => {
    const account = await stage.newAccount()
    const { member } = account.people
    const begun = await begin({ account, as: member, body: { returnTo: '/marketplace/umbra?tab=use', displayName: 'Ours' } })
    const asked = new URL(begun.url)
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({ response_type: 'code', client_id: consent.client.clientId, redirect_uri: `${publicUrl}/api/oauth/callback`, code_challenge_method: 'S256', scope: expect.stringContaining('mail.read') })
    expect(await countOf(account)).toBe(0)
    const landing = landingOf(await comeBack(await consent.signIn({ url: begun.url, login: 'ann' }), begun))
    expect([landing.pathname, landing.searchParams.get('tab')]).toEqual(['/marketplace/umbra', 'use'])
    const id = landing.searchParams.get('connected') ?? ''
    const shown = await read(id, member)
    expect(shown).toMatchObject({ displayName: 'Ours', status: 'active', mode: 'oauth-user', owner: member.id, identity: { label: 'Ann of Umbra', id: 'ann' }, expiresAt: null })
    expect(shown.scopes).toEqual(expect.arrayContaining(['mail.read', 'offline_access']))
    expect((await columnsOf(id)).token_expires_at.getTime()).toBeGreaterThan(Date.now() + 3_000_000)
    const trail = expectStatus(await stage.request('GET', `/api/audit-events?where[targetId][equals]=${id}`, { as: account.people.owner })).body.docs
    expect(trail.map((one: { action: string; actorId: string }) => [one.action, one.actorId])).toEqual([['connection.created', member.id]])
  })

  it('keeps its tokens to itself, and the credential works', async () => {
    const account = await stage.newAccount()
    const id = await connect({ account })
    const shown = JSON.stringify(await read(id, account.people.owner))
    expect(shown).not.toMatch(/accessToken|refreshToken|token_expires/i)
    const result = expectStatus(await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })).body.result
    expect(result).toMatchObject({ ok: true, identity: { label: 'Ann of Umbra' } })
  })

  it('goes by a plain link too, which takes no fields', async () => {
    const account = await stage.newAccount()
    const answer = await stage.request('GET', `/api/oauth/authorize?workspaceId=${account.id}&provider=umbra&returnTo=/marketplace`, { as: account.people.owner })
    expect([answer.status, new URL(answer.headers.get('location') ?? '').origin]).toEqual([302, consent.origin])
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^pb-oauth-[0-9a-f]{16}=[\w-]{43}; Path=\/api\/oauth\/callback; Max-Age=600; HttpOnly; SameSite=Lax$/)
    const back = await comeBack(await consent.signIn({ url: answer.headers.get('location') ?? '', login: 'ann' }), { cookie: cookie.split(';', 1)[0] ?? '' })
    expect(landingOf(back).pathname).toBe('/marketplace')
    expect(back.headers.get('set-cookie')).toContain('Max-Age=0')
  })

  it('tells a popup on a page of its own that runs nothing else', async () => {
    const account = await stage.newAccount()
    const begun = await begin({ account, body: { display: 'popup' } })
    const back = await comeBack(await consent.signIn({ url: begun.url, login: 'ann' }), begun)
    expect([back.status, back.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(back.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'/)
    const told = JSON.parse(/id="told">(.*?)<\/script>/.exec(back.text)?.[1] ?? '{}')
    expect(told).toMatchObject({ type: 'patchbay-oauth', outcome: 'connected', attempt: expect.any(String) })
    expect(await read(told.connection, account.people.owner)).toMatchObject({ status: 'active' })
  })

  it('stores a name that somebody took meanwhile under the next free one', async () => {
    const account = await stage.newAccount()
    const begun = await begin({ account, body: { displayName: 'Mailbox' } })
    await connect({ account, login: 'bob', body: { displayName: 'Mailbox' } })
    const id = landingOf(await comeBack(await consent.signIn({ url: begun.url, login: 'ann' }), begun)).searchParams.get('connected') ?? ''
    expect((await read(id, account.people.owner)).displayName).toBe('Umbra 1')
    expect(codesOf(await stage.request('POST', '/api/oauth/authorize', { as: account.people.owner, body: { workspaceId: account.id, provider: 'umbra', displayName: 'mailbox' } }))).toEqual(['name_taken'])
  })
})

describe('what comes back', () => {
  const refusedWith = (answer: TestAnswer): (string | null)[] => [landingOf(answer).pathname, landingOf(answer).searchParams.get('error'), landingOf(answer).searchParams.get('connected')]
  const stale = ['/settings/integrations', 'invalid_request', null]

  it('takes no state that is forged, missing or foreign, and leaves the true one good', async () => {
    const account = await stage.newAccount()
    const [begun, other] = [await begin({ account }), await begin({ account })]
    const good = await consent.signIn({ url: begun.url, login: 'ann' })
    const forged = new URL(good)
    forged.searchParams.set('state', `w${randomBytes(32).toString('base64url')}`)
    const without = new URL(good)
    without.searchParams.delete('state')
    // Another browser has no cookie, or one of another attempt.
    for (const [url, cookie] of [[forged, begun.cookie], [without, begun.cookie], [good, undefined], [good, other.cookie], [good, begun.cookie.replace(/=.*/, `=${randomBytes(32).toString('base64url')}`)], [good, begun.cookie.replace(/=.*/, '=')]] as const) {
      expect(refusedWith(await comeBack(url, cookie === undefined ? {} : { cookie }))).toEqual(stale)
    }
    expect(await countOf(account)).toBe(0)
    expect(landingOf(await comeBack(good, begun)).searchParams.get('connected')).not.toBeNull()
  })

  it('takes a state once, also of two at the same moment', async () => {
    const account = await stage.newAccount()
    const begun = await begin({ account })
    const url = await consent.signIn({ url: begun.url, login: 'ann' })
    const landings = (await Promise.all([comeBack(url, begun), comeBack(url, begun), comeBack(url, begun)])).map(landingOf)
    expect(landings.filter((one) => one.searchParams.has('connected'))).toHaveLength(1)
    expect(landings.filter((one) => one.searchParams.get('error') === 'invalid_request')).toHaveLength(2)
    expect(refusedWith(await comeBack(url, begun))).toEqual(stale)
    expect(await countOf(account)).toBe(1)
  })

  it('takes no state that is older than ten minutes', async () => {
    const account = await stage.newAccount()
    const begun = await begin({ account })
    await stage.sql(`update patchbay.oauth_attempts set expires_at = now() - interval '1 second' where account = $1`, [account.id])
    expect(refusedWith(await comeBack(await consent.signIn({ url: begun.url, login: 'ann' }), begun))).toEqual(stale)
    // The next one sweeps what is over.
    await begin({ account: await stage.newAccount() })
    expect(await stage.sql('select 1 from patchbay.oauth_attempts where account = $1', [account.id])).toEqual([])
  })

  it('connects nothing where somebody else has signed in meanwhile', async () => {
    const account = await stage.newAccount()
    const begun = await begin({ account, as: account.people.member })
    const url = await consent.signIn({ url: begun.url, login: 'ann' })
    expect(refusedWith(await comeBack(url, { ...begun, as: account.people.admin }))).toEqual(['/settings/integrations', 'conflict', null])
    expect(await countOf(account)).toBe(0)
  })

  it('connects nothing in a browser where somebody else is signed in, also as a step from the provider’s site', async () => {
    const account = await stage.newAccount()
    const back = async ({ by }: { by: 'admin' | 'member' }): Promise<TestAnswer> => {
      const begun = await begin({ account, as: account.people.member })
      const { id, password } = account.people[by]
      const [{ email } = { email: '' }] = await stage.sql<{ email: string }>('select email from users where id = $1', [id])
      const signedIn = expectStatus(await stage.request('POST', '/api/users/login', { body: { email, password } }))
      const session = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
      const { pathname, search } = await consent.signIn({ url: begun.url, login: 'ann' })
      return stage.request('GET', `${pathname}${search}`, { headers: { cookie: `${begun.cookie}; ${session}`, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } })
    }
    expect(refusedWith(await back({ by: 'admin' }))).toEqual(['/settings/integrations', 'conflict', null])
    expect(await countOf(account)).toBe(0)
    expect(landingOf(await back({ by: 'member' })).searchParams.get('connected')).not.toBeNull()
  })

  it('connects nothing where the person was refused, or the answer has no code', async () => {
    const account = await stage.newAccount()
    const denied = await begin({ account, body: { returnTo: '/marketplace/umbra' } })
    expect(refusedWith(await comeBack(await consent.signIn({ url: denied.url, login: 'ann', consents: false }), denied))).toEqual(['/marketplace/umbra', 'credential_lacks_permission', null])
    const bare = await begin({ account })
    expect(refusedWith(await comeBack(`${publicUrl}/api/oauth/callback?state=${bare.state}`, bare))).toEqual(['/settings/integrations', 'provider_error', null])
    const forged = await begin({ account })
    expect(refusedWith(await comeBack(`${publicUrl}/api/oauth/callback?state=${forged.state}&code=made-up`, forged))[2]).toBeNull()
    expect(await countOf(account)).toBe(0)
  })

  it('shows a provider’s words as text in a popup, whatever they are', async () => {
    const account = await stage.newAccount()
    const begun = await begin({ account, body: { display: 'popup' } })
    const words = '</script><script>alert(1)</script>\u202e'
    const back = await comeBack(`${publicUrl}/api/oauth/callback?${new URLSearchParams({ state: begun.state, error: 'access_denied', error_description: words })}`, begun)
    expect(back.text).not.toContain('<script>alert')
    expect(JSON.parse(/id="told">(.*?)<\/script>/.exec(back.text)?.[1] ?? '{}').problem).toMatchObject({ code: 'credential_lacks_permission', note: '</script><script>alert(1)</script>' })
  })

  it('connects nothing for somebody who may no longer, or in an account that is gone', async () => {
    const account = await stage.newAccount()
    const { member, owner } = account.people
    const [demoted, gone] = [await begin({ account, as: member }), await begin({ account, as: owner })]
    await stage.sql(`update memberships set role = 'viewer' where account_id = $1 and user_id = $2`, [account.id, member.id])
    expect(refusedWith(await comeBack(await consent.signIn({ url: demoted.url, login: 'ann' }), demoted))[1]).toBe('forbidden')
    await stage.sql('delete from memberships where account_id = $1 and user_id = $2', [account.id, owner.id])
    expect(refusedWith(await comeBack(await consent.signIn({ url: gone.url, login: 'ann' }), gone))[1]).toBe('not_found')
    expect(await countOf(account)).toBe(0)
  })

  it('connects nothing that was begun before a new password, whoever had that session', async () => {
    const account = await stage.newAccount()
    const { owner } = account.people
    const begun = await begin({ account })
    const back = await consent.signIn({ url: begun.url, login: 'ann' })
    expectStatus(await stage.request('POST', '/api/users/password', { as: owner, body: { current: owner.password, password: randomBytes(12).toString('hex') } }))
    expect(refusedWith(await comeBack(back, begun))).toEqual(stale)
    expect(await countOf(account)).toBe(0)
  })

  it('connects nothing where the row came to ask in another way meanwhile', async () => {
    await offer({ ...consent.row(), key: 'umbra-moved', name: 'Umbra moved' })
    const account = await stage.newAccount()
    const begun = await begin({ account, body: { provider: 'umbra-moved' } })
    await stage.importRows({ ...consent.row({ method: { oauth: { ...consent.oauth, tokenUrl: `${consent.origin}/oauth/token` } } }), key: 'umbra-moved', name: 'Umbra moved' })
    expect(refusedWith(await comeBack(await consent.signIn({ url: begun.url, login: 'ann' }), begun))[1]).toBe('conflict')
    expect(await countOf(account)).toBe(0)
  })
})

describe('the way there', () => {
  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/api/users/logout', '/%61pi/health', '/admin'])('never comes back to %s', async (returnTo) => {
    const account = await stage.newAccount()
    const answer = await stage.request('POST', '/api/oauth/authorize', { as: account.people.owner, body: { workspaceId: account.id, provider: 'umbra', returnTo } })
    expect([codesOf(answer), fieldsOf(answer)]).toEqual([['validation_failed'], ['returnTo']])
  })

  it('is for a person in front of it, and for methods that have a consent page', async () => {
    const account = await stage.newAccount()
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['connect'] })
    const ask = (as: TestActor, body: Record<string, unknown>) => stage.request('POST', '/api/oauth/authorize', { as, body: { workspaceId: account.id, ...body } })
    expect(codesOf(await ask(token, { provider: 'umbra' }))).toEqual(['forbidden'])
    expect(codesOf(await ask(account.people.owner, { provider: 'globex' }))).toEqual(['validation_failed'])
    expect(codesOf(await ask(account.people.owner, { provider: 'umbra', openedBy: account.people.admin.id }))).toEqual(['conflict'])
    const typed = await stage.request('POST', '/api/integrations/provider-connections', { as: account.people.owner, body: { workspaceId: account.id, provider: 'umbra', credentialPayload: { accessToken: 'mine' } } })
    expect(codesOf(typed)).toEqual(['validation_failed'])
  })

  it('is closed where the platform has no client, and the provider is then coming here', async () => {
    await stage.importRows({ ...consent.row(), key: 'umbra-bare', name: 'Umbra bare' })
    const account = await stage.newAccount()
    const answer = await stage.request('POST', '/api/oauth/authorize', { as: account.people.owner, body: { workspaceId: account.id, provider: 'umbra-bare' } })
    expect(codesOf(answer)).toEqual(['built_in_missing'])
    const { loadMarketplace } = await import('#src/server/loadMarketplace.ts')
    const { cards } = await loadMarketplace({ account: account.id, user: account.people.owner.id })
    expect(Object.fromEntries(cards.filter((card) => card.key.startsWith('umbra')).map((card) => [card.key, card.status]))).toMatchObject({ umbra: 'live', 'umbra-bare': 'coming_soon' })
  })

  it('sends an unusual client secret where the form said so, as with a key', async () => {
    const [id, secret] = [{ name: 'clientId', label: 'Client ID', secret: false }, { name: 'clientSecret', label: 'Client secret', pattern: '^cs_[a-z0-9]+$', example: 'cs_123abc' }]
    await stage.importRows({ ...consent.row({ method: { fields: [id, secret], oauth: { ...oauthOf(), client: 'account' } } }), key: 'umbra-form', name: 'Umbra form' })
    const account = await stage.newAccount()
    const send = (more: Record<string, unknown> = {}) => stage.request('POST', '/api/oauth/authorize', { as: account.people.owner, body: { workspaceId: account.id, provider: 'umbra-form', credentialPayload: consent.client, ...more } })
    expect(codesOf(await send())).toEqual(['credential_format'])
    expect((await send({ acceptFormat: true })).status).toBe(200)
  })

  it('goes by the account’s own client, whose secret waits sealed', async () => {
    const row = { ...consent.row({ method: { oauth: { ...consent.oauth, client: 'account' } } }), key: 'umbra-own', name: 'Umbra own' }
    await stage.importRows(row)
    const account = await stage.newAccount()
    const missing = await stage.request('POST', '/api/oauth/authorize', { as: account.people.owner, body: { workspaceId: account.id, provider: 'umbra-own', credentialPayload: { clientId: 'x' } } })
    expect([codesOf(missing), fieldsOf(missing)]).toEqual([['validation_failed'], ['credentialPayload.clientSecret']])
    const begun = await begin({ account, body: { provider: 'umbra-own', credentialPayload: consent.client } })
    const [stored] = await stage.sql<{ row: string }>('select to_jsonb(a)::text as row from patchbay.oauth_attempts a where account = $1', [account.id])
    for (const secret of [consent.client.clientSecret, begun.state, begun.cookie.split('=')[1] ?? '']) expect(stored?.row).not.toContain(secret)
    const id = landingOf(await comeBack(await consent.signIn({ url: begun.url, login: 'ann' }), begun)).searchParams.get('connected') ?? ''
    expect(await read(id, account.people.owner)).toMatchObject({ status: 'active', fields: { clientId: consent.client.clientId }, maskedCredential: { clientSecret: expect.any(String) } })
    // Another sign-in of the same connection needs the secret no second time.
    expect(new URL((await begin({ account, body: { connectionId: id, provider: 'umbra-own' } })).url).searchParams.get('client_id')).toBe(consent.client.clientId)
  })
})

describe('reconnecting', () => {
  it('renews the same connection, and takes the same person without asking', async () => {
    const account = await stage.newAccount()
    const id = await connect({ account })
    const before = await columnsOf(id)
    await stage.sql(`update connections set status = 'error', status_reason = 'reauth_required' where id = $1`, [id])
    expect((await authorize({ account, body: { connectionId: id } })).searchParams.get('connected')).toBe(id)
    const after = await columnsOf(id)
    expect([after.status, after.status_reason, after.envelope === before.envelope, await countOf(account)]).toEqual(['active', null, false, 1])
  })

  it('asks about another account before anything changes, and asks that person alone, once', async () => {
    const account = await stage.newAccount()
    const { owner, admin } = account.people
    const id = await connect({ account })
    const before = await columnsOf(id)
    const landing = await authorize({ account, login: 'bob', body: { connectionId: id } })
    const attempt = landing.searchParams.get('attempt') ?? ''
    expect([landing.searchParams.get('error'), landing.searchParams.get('connected')]).toEqual(['conflict', null])
    expect(await columnsOf(id)).toEqual(before)
    expect(expectStatus(await stage.request('GET', `/api/oauth/attempts/${attempt}`, { as: owner })).body).toEqual({ attempt, kind: 'account', installations: [], connection: id, displayName: 'Umbra 1', provider: 'umbra', was: 'Ann of Umbra', now: 'Bob of Umbra' })
    for (const [method, path] of [['GET', ''], ['POST', '/keep'], ['DELETE', '']] as const) expect(codesOf(await stage.request(method, `/api/oauth/attempts/${attempt}${path}`, { as: admin }))).toEqual(['not_found'])
    const { connection } = expectStatus(await stage.request('POST', `/api/oauth/attempts/${attempt}/keep`, { as: owner })).body
    expect(connection).toMatchObject({ id, status: 'active', identity: { id: 'bob' } })
    expect(codesOf(await stage.request('POST', `/api/oauth/attempts/${attempt}/keep`, { as: owner }))).toEqual(['not_found'])
    expect(expectStatus(await stage.request('POST', `/api/connections/${id}/test`, { as: owner })).body.result).toMatchObject({ ok: true, identity: { id: 'bob' } })
  })

  it.each([
    ['could not be told', 'umbra-away', { path: '/nowhere' }],
    ['was not said', 'umbra-mute', { path: '/.well-known/openid-configuration' }],
  ])('keeps whom it is with, not verified, where it %s who answered', async (_what, key, test) => {
    const account = await stage.newAccount()
    const { test: usual, ...rest } = consent.row()
    const row = { ...rest, test: usual, key }
    await offer(row)
    const id = await connect({ account, body: { provider: row.key } })
    await stage.importRows({ ...row, test: { ...(usual as object), ...test } })
    expect((await authorize({ account, login: 'bob', body: { provider: row.key, connectionId: id } })).searchParams.get('connected')).toBe(id)
    expect(await read(id, account.people.owner)).toMatchObject({ status: 'pending', identity: { id: 'ann' } })
  })

  it('and a test that finds somebody else later says so in the trail', async () => {
    const account = await stage.newAccount()
    const { owner } = account.people
    const id = await connect({ account })
    const changes = async () => expectStatus(await stage.request('GET', `/api/audit-events?where[targetId][equals]=${id}&where[action][equals]=connection.tested&sort=createdAt`, { as: owner })).body.docs.map((one: { changed: string[] }) => one.changed)
    const test = async () => expectStatus(await stage.request('POST', `/api/connections/${id}/test`, { as: owner }))
    await test()
    await stage.sql(`update connections set status = 'pending', identity = '{"id":"bob","label":"Bob of Umbra"}' where id = $1`, [id])
    await test()
    expect([await changes(), (await read(id, owner)).identity.id]).toEqual([[[], ['status', 'identity']], 'ann'])
  })

  it('gives back what was granted when the person stays with the account there was', async () => {
    const account = await stage.newAccount()
    const id = await connect({ account })
    const before = await columnsOf(id)
    const attempt = (await authorize({ account, login: 'bob', body: { connectionId: id } })).searchParams.get('attempt') ?? ''
    expect(expectStatus(await stage.request('DELETE', `/api/oauth/attempts/${attempt}`, { as: account.people.owner })).body).toEqual({ provider: 'revoked' })
    expect(await columnsOf(id)).toEqual(before)
    expect(await stage.sql('select 1 from patchbay.oauth_attempts where account = $1', [account.id])).toEqual([])
  })
})

describe('a grant that nobody can use', () => {
  /** As a worker does each minute. */
  const tellProviders = async (account: StageAccount): Promise<string[]> => {
    await runOnPool({ pool: runtime().pool, query: endOverAttempts() })
    const due = await stage.sql<{ id: string }>(`select id from patchbay.revocations where account = $1 and connection is null and state = 'waiting'`, [account.id])
    return Promise.all(due.map(({ id }) => tellProvider({ id, timeoutMs: 10_000 })))
  }
  /** The same service, where what is tested is refused. */
  const refusing = () => ({ ...consent.row(), key: 'umbra-refusing', test: { method: 'GET', path: '/me', expect: [200], okWhen: { pointer: '/sub', equals: 'nobody' } } })

  it('is taken back at the provider when its test is refused, without anybody waiting', async () => {
    const account = await stage.newAccount()
    await offer(refusing())
    const landing = await authorize({ account, body: { provider: 'umbra-refusing' } })
    expect([landing.searchParams.get('error'), await countOf(account)]).toEqual(['credential_rejected', 0])
    const isGood = consent.watchToken()
    expect(await tellProviders(account)).toEqual(['revoked'])
    expect([await isGood(), await tellProviders(account)]).toEqual([false, []])
    expect(await stage.sql('select 1 from patchbay.revocations where account = $1 and envelope is not null', [account.id])).toEqual([])
  })

  it('is taken back when nobody said whether they meant that account', async () => {
    const account = await stage.newAccount()
    const id = await connect({ account })
    const attempt = (await authorize({ account, login: 'bob', body: { connectionId: id } })).searchParams.get('attempt') ?? ''
    const isGood = consent.watchToken()
    expect(await tellProviders(account)).toEqual([])
    await stage.sql(`update patchbay.oauth_attempts set expires_at = now() where id = $1`, [attempt])
    expect([await tellProviders(account), await isGood()]).toEqual([['revoked'], false])
    expect(await read(id, account.people.owner)).toMatchObject({ status: 'active', identity: { id: 'ann' } })
    expect(expectStatus(await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })).body.result).toMatchObject({ ok: true })
  })

  it('is left where a connection may live by the same one', async () => {
    const account = await stage.newAccount()
    const id = await connect({ account })
    const held = async (login: string) => (await authorize({ account, login, body: { connectionId: id } })).searchParams.get('attempt') ?? ''
    const attempt = await held('bob')
    expect((await authorize({ account, login: 'bob' })).searchParams.get('connected')).toMatch(/./)
    await stage.sql(`update patchbay.oauth_attempts set expires_at = now() where id = $1`, [attempt])
    expect(await tellProviders(account)).toEqual([])
    expect(await stage.sql('select 1 from patchbay.oauth_attempts where account = $1', [account.id])).toEqual([])
  })
})

describe('scopes', () => {
  it('that are optional are asked for, or some of them, and not missed', async () => {
    await offer({ ...consent.row({ method: { requiredScopes: ['mail.read'], oauth: { ...oauthOf(), optionalScopes: ['mail.send'] } } }), key: 'umbra-optional', name: 'Umbra optional' })
    const account = await stage.newAccount()
    const askedFor = async (body: Record<string, unknown>) => new URL((await begin({ account, body: { provider: 'umbra-optional', ...body } })).url).searchParams.get('scope')?.split(' ').includes('mail.send')
    expect([await askedFor({}), await askedFor({ optionalScopes: ['mail.send'] }), await askedFor({ optionalScopes: [] })]).toEqual([true, true, false])
    const link = await stage.request('GET', `/api/oauth/authorize?workspaceId=${account.id}&provider=umbra-optional&optionalScopes=`, { as: account.people.owner })
    expect(link.headers.get('location')).not.toContain('mail.send')
    expect(fieldsOf(await stage.request('POST', '/api/oauth/authorize', { as: account.people.owner, body: { workspaceId: account.id, provider: 'umbra-optional', optionalScopes: ['admin'] } }))).toEqual(['optionalScopes'])
    consent.withhold('mail.send')
    onTestFinished(() => consent.withhold())
    expect(await read(await connect({ account, body: { provider: 'umbra-optional' } }), account.people.owner)).toMatchObject({ status: 'active', missingScopes: [], scopes: expect.not.arrayContaining(['mail.send']) })
  })

  it('that were not given are named until somebody gives them', async () => {
    const account = await stage.newAccount()
    consent.withhold('mail.read')
    onTestFinished(() => consent.withhold())
    const id = await connect({ account })
    const viewed = async () => expectStatus(await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })).body.connection
    expect(await viewed()).toMatchObject({ status: 'active', missingScopes: ['mail.read'] })
    consent.withhold()
    await authorize({ account, body: { connectionId: id } })
    expect(await viewed()).toMatchObject({ missingScopes: [], scopes: expect.arrayContaining(['mail.read']) })
  })

  it('that the row needs since then are missing in what was connected before', async () => {
    await offer({ ...consent.row(), key: 'umbra-more', name: 'Umbra more' })
    const account = await stage.newAccount()
    const id = await connect({ account, body: { provider: 'umbra-more' } })
    await stage.importRows({ ...consent.row({ method: { requiredScopes: ['mail.read', 'mail.send'] } }), key: 'umbra-more', name: 'Umbra more' })
    const viewed = async () => expectStatus(await stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })).body.connection
    expect((await viewed()).missingScopes).toEqual(['mail.send'])
    // For programs too, one by one and in lists, and for those who look at it from outside.
    for (const as of [account.people.owner, account.people.viewer, stage.platform]) {
      expect((await read(id, as)).missingScopes).toEqual(['mail.send'])
      expect(expectStatus(await stage.request('GET', `/api/connections?where[id][equals]=${id}`, { as })).body.docs[0].missingScopes).toEqual(['mail.send'])
    }
    expect(expectStatus(await stage.request('GET', `/api/connections/${id}?select[displayName]=true`, { as: account.people.owner })).body).not.toHaveProperty('missingScopes')
    await authorize({ account, body: { connectionId: id, provider: 'umbra-more' } })
    expect((await viewed()).missingScopes).toEqual([])
  })
})
