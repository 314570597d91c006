import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import type { CompiledAuthMethod, CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { Egress } from '#src/engine/egress/Egress.ts'
import { createEgress } from '#src/engine/egress/createEgress.ts'
import { parseEgressAllow } from '#src/engine/egress/parseEgressAllow.ts'
import { buildAuthorizationUrl } from '#src/engine/oauth/buildAuthorizationUrl.ts'
import { exchangeCode } from '#src/engine/oauth/exchangeCode.ts'
import { obtainToken } from '#src/engine/oauth/obtainToken.ts'
import { revokeGrant } from '#src/engine/oauth/revokeGrant.ts'
import { startTokenServer, type SeenRequest, type TokenServer } from '#tests/support/startTokenServer.ts'
import { loadSeedRows } from './loadSeedRows.ts'

/** Each service's own dialect, as its documentation shows it, answered on loopback to the row as it is shipped. */

let server: TokenServer
let egress: Egress
beforeAll(async () => {
  server = await startTokenServer()
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
})
beforeEach(() => server.seen.splice(0))
afterAll(async () => {
  await egress.close()
  await server.close()
})

const client = { clientId: '12.34-ab', clientSecret: randomBytes(12).toString('hex'), privateKey: null, source: 'platform' as const }
const basic = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')}`
const values = { accessToken: `at-${randomBytes(8).toString('hex')}`, refreshToken: `rt-${randomBytes(8).toString('hex')}` }
const redirectUri = 'https://patchbay.example/api/oauth/callback'

/** The row with every address of its sign-in moved to loopback, paths kept. */
function moved(key: string): { compiled: CompiledProvider; method: CompiledAuthMethod; agreedHosts: string[] } {
  const row = structuredClone(loadSeedRows().find((one) => one.key === key)) as unknown as { authMethods: { type: string; oauth?: Record<string, unknown> }[] }
  row.authMethods = row.authMethods.filter((one) => one.type === 'oauth2_code')
  const oauth = row.authMethods[0]?.oauth as { revocation?: { url: string } } & Record<string, unknown>
  const here = (url: unknown): string => `${server.url}${/^https:\/\/[^/]+(.*)$/.exec(String(url))?.[1] ?? ''}`
  for (const name of ['authorizationUrl', 'tokenUrl', 'revocationUrl']) if (oauth[name]) oauth[name] = here(oauth[name])
  if (oauth.revocation) oauth.revocation.url = here(oauth.revocation.url)
  const checked = checkRow({ row, isOutboundAllowed: () => null })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  const method = checked.compiled.authMethods[0] as CompiledAuthMethod
  return { compiled: checked.compiled, method, agreedHosts: agreementOf({ compiled: checked.compiled, method, values: {} }) }
}

type Dialect = {
  key: string
  /** Of the page people are sent to. */
  asked: Record<string, string | null>
  token: { path: string; authorization?: string | undefined; sent: Record<string, unknown> }
  answer: unknown
  /** What it calls itself on the way back, where it does. */
  iss?: string
  granted: Record<string, unknown>
  refusal: { status?: number; body: unknown }
  revoked: Partial<SeenRequest> | null
}

const secretInBody = { client_id: client.clientId, client_secret: client.clientSecret }
const dialects: Dialect[] = [
  {
    key: 'github', iss: 'https://github.com/login/oauth', asked: { scope: 'repo read:user', code_challenge_method: 'S256' }, token: { path: '/login/oauth/access_token', sent: secretInBody },
    answer: { access_token: 'gho-1', scope: 'repo,gist', token_type: 'bearer' }, granted: { accessToken: 'gho-1', refreshToken: null, expiresInSeconds: null, scopes: ['repo', 'gist'] },
    refusal: { body: { error: 'bad_refresh_token', error_description: 'The refresh token passed is incorrect or expired.' } },
    revoked: { method: 'DELETE', path: '/applications/12.34-ab/grant', body: JSON.stringify({ access_token: values.accessToken }) },
  },
  {
    key: 'slack', asked: { scope: 'chat:write', code_challenge: null }, token: { path: '/api/oauth.v2.access', authorization: basic, sent: {} },
    answer: { ok: true, access_token: 'xoxe.xoxb-1', token_type: 'bot', scope: 'commands,incoming-webhook', expires_in: 43_200, refresh_token: 'xoxe-1', authed_user: { id: 'U1', access_token: 'xoxp-other' } },
    granted: { accessToken: 'xoxe.xoxb-1', refreshToken: 'xoxe-1', expiresInSeconds: 43_200, scopes: ['commands', 'incoming-webhook'] },
    refusal: { body: { ok: false, error: 'invalid_refresh_token' } },
    revoked: { method: 'POST', path: '/api/auth.revoke' },
  },
  {
    key: 'notion', asked: { owner: 'user', scope: null, code_challenge: null }, token: { path: '/v1/oauth/token', authorization: basic, sent: {} },
    answer: { access_token: 'ntn-1', token_type: 'bearer', refresh_token: 'nrt-1', bot_id: 'b', workspace_name: 'Umbra', owner: { type: 'user' }, duplicated_template_id: null },
    granted: { accessToken: 'ntn-1', refreshToken: 'nrt-1', expiresInSeconds: null }, refusal: { status: 400, body: { error: 'invalid_grant' } },
    revoked: { method: 'POST', path: '/v1/oauth/revoke', body: JSON.stringify({ token: values.accessToken }) },
  },
  {
    key: 'google-workspace', asked: { access_type: 'offline', prompt: 'consent', scope: 'openid email' }, token: { path: '/token', sent: secretInBody },
    answer: { access_token: 'ya29-1', expires_in: 3599, scope: 'openid https://www.googleapis.com/auth/userinfo.email', token_type: 'Bearer', id_token: 'a.b.c' },
    granted: { accessToken: 'ya29-1', refreshToken: null, expiresInSeconds: 3599 }, refusal: { status: 400, body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' } },
    revoked: { method: 'POST', path: '/revoke', form: { token: values.refreshToken, token_type_hint: 'refresh_token', ...secretInBody } },
  },
  {
    key: 'outlook', asked: { scope: 'openid offline_access User.Read Mail.Read Mail.Send', code_challenge_method: 'S256' }, token: { path: '/common/oauth2/v2.0/token', sent: secretInBody },
    answer: { token_type: 'Bearer', scope: 'Mail.Read User.Read', expires_in: 3736, ext_expires_in: 3736, access_token: 'eyJ-1', refresh_token: '0.A-1' },
    granted: { accessToken: 'eyJ-1', refreshToken: '0.A-1', expiresInSeconds: 3736 }, refusal: { status: 400, body: { error: 'interaction_required', error_description: 'AADSTS50076: multi-factor authentication is needed.', error_codes: [50_076] } },
    revoked: null,
  },
  {
    key: 'reddit', asked: { duration: 'permanent', code_challenge: null }, token: { path: '/api/v1/access_token', authorization: basic, sent: {} },
    answer: { access_token: 'r-1', token_type: 'bearer', expires_in: 86_400, scope: 'identity read' }, granted: { accessToken: 'r-1', expiresInSeconds: 86_400 },
    refusal: { status: 400, body: { error: 'invalid_grant' } }, revoked: { method: 'POST', path: '/api/v1/revoke_token' },
  },
  {
    key: 'airtable', asked: { code_challenge_method: 'S256' }, token: { path: '/oauth2/v1/token', authorization: basic, sent: {} },
    answer: { access_token: 'oaa-1', refresh_token: 'oar-1', token_type: 'Bearer', scope: 'data.records:read', expires_in: 3600, refresh_expires_in: 5_184_000 },
    granted: { accessToken: 'oaa-1', refreshToken: 'oar-1', expiresInSeconds: 3600 }, refusal: { status: 400, body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' } }, revoked: null,
  },
  {
    key: 'linear', asked: { scope: 'read,write', prompt: 'consent' }, token: { path: '/oauth/token', sent: secretInBody },
    answer: { access_token: 'lin-1', token_type: 'Bearer', expires_in: 86_399, scope: ['read', 'write'], refresh_token: 'lrt-1' },
    granted: { accessToken: 'lin-1', refreshToken: 'lrt-1', expiresInSeconds: 86_399, scopes: ['read', 'write'] }, refusal: { status: 400, body: { error: 'invalid_grant' } },
    revoked: { method: 'POST', path: '/oauth/revoke' },
  },
]

describe.each(dialects.map((dialect) => [dialect.key, dialect] as const))('signing in to %s', (key, dialect) => {
  const usesPkce = () => moved(key).method.oauth?.pkce === 'S256'

  it('sends people with what it wants', async () => {
    const { method, ...row } = moved(key)
    const url = await buildAuthorizationUrl({ egress, ...row, method, client, values: {}, redirectUri, state: 's', codeChallenge: usesPkce() ? 'c' : null, scopes: method.oauth?.scopes ?? [] })
    for (const [name, value] of Object.entries(dialect.asked)) expect([name, url.searchParams.get(name)]).toEqual([name, value])
  })

  it('understands its yes, to a code and to a refresh token', async () => {
    server.reply({ body: dialect.answer })
    const row = { egress, ...moved(key), client, now: new Date() }
    expect(await exchangeCode({ ...row, values: {}, code: 'the-code', codeVerifier: usesPkce() ? 'v' : null, redirectUri, iss: dialect.iss ?? null })).toMatchObject(dialect.granted)
    expect(await obtainToken({ ...row, values })).toMatchObject(dialect.granted)
    const [first, second] = server.seen.map(({ headers, path, body, form }) => ({ path, authorization: headers.authorization, sent: headers['content-type'] === 'application/json' ? (JSON.parse(body) as object) : form }))
    expect(first).toMatchObject({ path: dialect.token.path, sent: { grant_type: 'authorization_code', code: 'the-code', redirect_uri: redirectUri, ...dialect.token.sent } })
    expect(second).toMatchObject({ path: dialect.token.path, sent: { grant_type: 'refresh_token', refresh_token: values.refreshToken, ...dialect.token.sent } })
    expect([first?.authorization, second?.authorization]).toEqual([dialect.token.authorization, dialect.token.authorization])
  })

  it('understands its no', async () => {
    server.reply(dialect.refusal)
    await expect(obtainToken({ egress, ...moved(key), client, values, now: new Date() })).rejects.toMatchObject({ kind: 'permanent', code: 'reauth_required' })
  })

  it('takes the grant back', async () => {
    server.reply({ body: { ok: true } })
    expect(await revokeGrant({ egress, ...moved(key), client, values })).toBe(dialect.revoked === null ? 'unsupported' : 'revoked')
    expect(server.seen).toEqual(dialect.revoked === null ? [] : [expect.objectContaining(dialect.revoked)])
  })
})
