import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compileTestRow, type TestRow } from '#tests/support/compileTestRow.ts'
import { startTokenServer, type TokenServer } from '#tests/support/startTokenServer.ts'
import type { Egress } from '../egress/Egress.ts'
import { createEgress } from '../egress/createEgress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { revokeGrant } from './revokeGrant.ts'

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

const client: OAuthClient = { clientId: 'id-1', clientSecret: randomBytes(12).toString('hex'), privateKey: null, source: 'platform' }
const basic = `Basic ${Buffer.from(`id-1:${client.clientSecret}`).toString('base64')}`
const values = { accessToken: `at${randomBytes(8).toString('hex')}`, refreshToken: `rt${randomBytes(8).toString('hex')}` }
const rowWith = (oauth: Record<string, unknown> = {}): TestRow => compileTestRow({ method: { type: 'oauth2_code', oauth: { authorizationUrl: `${server.url}/authorize`, tokenUrl: `${server.url}/token`, ...oauth } } })
const standard = () => rowWith({ revocationUrl: `${server.url}/revoke` })
const own = (revocation: Record<string, unknown>) => rowWith({ revocation: { url: `${server.url}/own`, ...revocation } })
const revoke = (row: TestRow, more: Record<string, unknown> = {}) => revokeGrant({ egress, compiled: row.compiled, method: row.method, client, values, agreedHosts: row.agreedHosts(), ...more })

describe('by the standard', () => {
  it('the refresh token is named, and with it the whole grant', async () => {
    server.reply({ body: '' })
    expect(await revoke(standard())).toBe('revoked')
    expect(server.seen).toEqual([expect.objectContaining({ path: '/revoke', form: { token: values.refreshToken, token_type_hint: 'refresh_token' } })])
    expect(server.seen[0]?.headers.authorization).toBe(basic)
  })

  it('the access token where there is no other', async () => {
    server.reply({ body: '' })
    expect(await revoke(standard(), { values: { accessToken: values.accessToken } })).toBe('revoked')
    expect(server.seen[0]?.form).toEqual({ token: values.accessToken, token_type_hint: 'access_token' })
  })

  it.each<[string, Parameters<TokenServer['reply']>[0], string]>([
    ['a token it no longer knows', { status: 400, body: { error: 'invalid_token' } }, 'revoked'],
    ['trouble', { status: 503 }, 'failed'],
    ['a refused client', { status: 401, body: { error: 'invalid_client' } }, 'failed'],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1' } }, 'failed'],
    ['10 MB', { body: Buffer.alloc(10_000_000, 'a') }, 'failed'],
  ])('%s', async (_name, reply, outcome) => {
    server.reply(reply)
    expect(await revoke(standard())).toBe(outcome)
  })
})

describe('by the service’s own request', () => {
  it.each<[string, Record<string, unknown>, Record<string, string | undefined>, string]>([
    ['the client', { method: 'DELETE', url: '/apps/{{clientId}}/grant', auth: 'client', body: { access_token: '{{accessToken}}' } }, { method: 'DELETE', path: '/apps/id-1/grant', body: JSON.stringify({ access_token: values.accessToken }) }, basic],
    ['the token', { method: 'GET', url: '/auth.revoke', auth: 'token' }, { method: 'GET', path: '/auth.revoke', body: '' }, `Bearer ${values.accessToken}`],
  ])('shown by %s', async (_name, { url, ...revocation }, expected, authorization) => {
    server.reply({ status: 204 })
    expect(await revoke(own({ ...revocation, url: `${server.url}${String(url)}` }))).toBe('revoked')
    expect(server.seen).toEqual([expect.objectContaining(expected)])
    expect(server.seen[0]?.headers.authorization).toBe(authorization)
  })

  it('with a yes of its own', async () => {
    const row = own({ auth: 'token', okWhen: { pointer: '/ok', equals: true } })
    server.reply({ body: { ok: false, error: 'not_authed' } })
    expect(await revoke(row)).toBe('failed')
    server.reply({ body: { ok: true, revoked: true } })
    expect(await revoke(row)).toBe('revoked')
    server.reply({ status: 404 })
    expect(await revoke(row)).toBe('revoked')
  })
})

it('says when there is no way, or nothing to take back', async () => {
  expect(await revoke(rowWith())).toBe('unsupported')
  expect(await revoke(standard(), { values: {} })).toBe('unsupported')
  expect(server.seen).toEqual([])
})

it('sends nothing to an address nobody agreed to, nor without the platform’s client', async () => {
  await expect(revoke(rowWith({ revocationUrl: `${server.url}/elsewhere` }), { agreedHosts: standard().agreedHosts() })).rejects.toMatchObject({ code: 'host_consent_required' })
  expect(await revoke(standard(), { client: { ...client, clientSecret: null } })).toBe('failed')
  expect(server.seen).toEqual([])
})
