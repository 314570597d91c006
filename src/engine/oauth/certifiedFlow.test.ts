import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import type { CompiledAuthMethod } from '#src/engine/catalog/CompiledProvider.ts'
import { type ConsentServer, startConsentServer } from '#tests/support/startConsentServer.ts'
import type { Egress } from '../egress/Egress.ts'
import { createEgress } from '../egress/createEgress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import { applyGrant } from './applyGrant.ts'
import { buildAuthorizationUrl } from './buildAuthorizationUrl.ts'
import { exchangeCode } from './exchangeCode.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { obtainToken } from './obtainToken.ts'
import { revokeGrant } from './revokeGrant.ts'

/** The whole way with a certified server that asks for PKCE, names itself in callbacks and takes a used refresh token for theft. */

const redirectUri = 'https://patchbay.example/api/oauth/callback'
let server: ConsentServer
let egress: Egress
beforeAll(async () => {
  server = await startConsentServer({ redirectUri })
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
})
afterAll(async () => {
  await egress.close()
  await server.stop()
})

/** What a person brings back, and everything that is needed to make tokens of it. */
async function comeBack({ issuer, verifier = randomBytes(32).toString('base64url') }: { issuer?: string; verifier?: string } = {}) {
  const checked = checkRow({ row: server.row({ method: { oauth: { ...server.oauth, ...(issuer === undefined ? {} : { issuer }) } } }), isOutboundAllowed: () => null })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  const { compiled } = checked
  const method = compiled.authMethods[0] as CompiledAuthMethod
  const client: OAuthClient = { ...server.client, privateKey: null, source: 'platform' }
  const row = { egress, compiled, method, client, agreedHosts: agreementOf({ compiled, method, values: {} }), now: new Date() }
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url')
  const url = await buildAuthorizationUrl({ ...row, values: {}, redirectUri, state: 'the-state', codeChallenge, scopes: method.oauth?.scopes ?? [] })
  const { searchParams } = await server.signIn({ url: String(url), login: 'ann' })
  return { row, callback: { values: {}, code: String(searchParams.get('code')), codeVerifier: verifier, redirectUri, iss: searchParams.get('iss') } }
}

it('a person agrees, tokens rotate, a used one ends the grant', async () => {
  const { row, callback } = await comeBack({ issuer: server.origin })
  expect(callback.iss).toBe(server.origin)
  const first = await exchangeCode({ ...row, ...callback })
  expect(first).toMatchObject({ expiresInSeconds: 3600, refreshToken: expect.any(String) })
  expect(first.scopes).toEqual(expect.arrayContaining(['openid', 'mail.read']))
  const { tokens } = applyGrant({ method: row.method, values: {}, grant: first, now: row.now, random: Math.random })
  const second = await obtainToken({ ...row, values: tokens })
  expect(second.refreshToken).not.toBe(first.refreshToken)
  await expect(obtainToken({ ...row, values: tokens })).rejects.toMatchObject({ kind: 'permanent', code: 'reauth_required', wasRefused: true })
  await expect(obtainToken({ ...row, values: { ...tokens, refreshToken: String(second.refreshToken) } })).rejects.toMatchObject({ kind: 'permanent' })
})

it('a code serves once, for the one who began, and for the service that gave it', async () => {
  const { row, callback } = await comeBack()
  await expect(exchangeCode({ ...row, ...callback, codeVerifier: randomBytes(32).toString('base64url') })).rejects.toMatchObject({ kind: 'permanent', code: 'reauth_required' })
  const again = await comeBack()
  await exchangeCode({ ...again.row, ...again.callback })
  await expect(exchangeCode({ ...again.row, ...again.callback })).rejects.toMatchObject({ kind: 'permanent', message: expect.stringContaining('used before') })
  const mixed = await comeBack({ issuer: 'https://elsewhere.example' })
  const before = server.counts.granted
  await expect(exchangeCode({ ...mixed.row, ...mixed.callback })).rejects.toMatchObject({ code: 'provider_error', wasSent: false })
  expect(server.counts.granted).toBe(before)
})

it('a grant that was taken back renews nothing', async () => {
  const { row, callback } = await comeBack()
  const grant = await exchangeCode({ ...row, ...callback })
  const values = { accessToken: grant.accessToken, refreshToken: String(grant.refreshToken) }
  expect(await revokeGrant({ ...row, values })).toBe('revoked')
  await expect(obtainToken({ ...row, values })).rejects.toMatchObject({ kind: 'permanent', code: 'reauth_required' })
  expect(await revokeGrant({ ...row, values })).toBe('revoked')
})
