import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { compileTestRow, type TestRow } from '#tests/support/compileTestRow.ts'
import { startTokenServer, type TokenServer } from '#tests/support/startTokenServer.ts'
import type { Egress } from '../egress/Egress.ts'
import { createEgress } from '../egress/createEgress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
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

const values = { user: 'ann', password: `pw ${randomBytes(8).toString('hex')}&=` }
const rowWith = (exchange: Record<string, unknown> = {}, rest: Record<string, unknown> = {}): TestRow =>
  compileTestRow({
    ...rest,
    baseUrl: `${server.url}/v1`,
    method: {
      type: 'token_exchange', fields: [{ name: 'user', label: 'User', secret: false }, { name: 'password', label: 'Password' }],
      derive: { pair: { template: '{{user}}:{{password}}', encode: 'base64' } },
      exchange: { path: '/login', body: { user: '{{user}}', password: '{{password}}', days: 7 }, tokenPath: '/data/token', expiresInPath: '/data/ttl', ...exchange },
    },
  })
const logIn = (row = rowWith(), agreedHosts = row.agreedHosts(values)) =>
  obtainToken({ egress, compiled: row.compiled, method: row.method, client: { clientId: '', clientSecret: null, privateKey: null, source: 'account' }, values, agreedHosts, now: new Date() })
const good = { data: { token: 'session-token', ttl: 900 } }

it('sends the account’s values to the row’s base and takes the token out of the answer', async () => {
  server.reply({ body: good })
  expect(await logIn()).toEqual({ accessToken: 'session-token', refreshToken: null, expiresInSeconds: 900, scopes: null })
  expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/v1/login', headers: { 'content-type': 'application/json' } })
  expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ user: 'ann', password: values.password, days: 7 })
})

it('as a form, or with a header and no body', async () => {
  server.reply({ body: good })
  await logIn(rowWith({ bodyFormat: 'form' }))
  expect(server.seen[0]).toMatchObject({ form: { user: 'ann', password: values.password, days: '7' }, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  await logIn(rowWith({ method: 'GET', body: null, headers: { Authorization: 'Basic {{pair}}' } }))
  expect(server.seen[1]).toMatchObject({ method: 'GET', body: '', headers: { authorization: `Basic ${Buffer.from(`ann:${values.password}`).toString('base64')}` } })
})

it.each<[string, Record<string, unknown>, Parameters<TokenServer['reply']>[0], object]>([
  ['a wrong password', {}, { status: 401, body: { message: 'Wrong password' } }, { kind: 'permanent', code: 'credential_rejected', note: 'Wrong password' }],
  ['a locked account', { errorAt: '/why' }, { status: 403, body: { why: 'Locked' } }, { kind: 'permanent', code: 'credential_rejected', note: 'Locked' }],
  ['a no inside a 200', { okWhen: { pointer: '/ok', equals: true } }, { body: { ok: false } }, { kind: 'transient', code: 'provider_error' }],
  ['trouble', {}, { status: 502 }, { kind: 'transient', code: 'provider_error' }],
  ['too often', {}, { status: 429, headers: { 'retry-after': 'Fri, 20 Nov 2099 12:00:00 GMT' } }, { kind: 'rate_limited', retryAfterSeconds: expect.any(Number) }],
  ['no token in it', {}, { body: { data: {} } }, { kind: 'transient', code: 'provider_error' }],
])('%s', async (_name, exchange, reply, expected) => {
  server.reply(reply)
  await expect(logIn(rowWith(exchange))).rejects.toMatchObject(expected)
})

it('the row says which other answers refuse a login', async () => {
  const row = rowWith({ okWhen: { pointer: '/ok', equals: true } }, { authFailure: { statuses: [400], also: [{ status: 200, pointer: '/why', matches: '^bad_password$' }] } })
  server.reply({ status: 400 })
  await expect(logIn(row)).rejects.toMatchObject({ kind: 'permanent', code: 'credential_rejected' })
  server.reply({ body: { ok: false, why: 'bad_password' } })
  await expect(logIn(row)).rejects.toMatchObject({ kind: 'permanent', code: 'credential_rejected' })
  server.reply({ body: { ok: false, why: 'closed on sundays' } })
  await expect(logIn(row)).rejects.toMatchObject({ kind: 'transient' })
})

it('an edited login call gets nothing, and the password comes back in no sentence', async () => {
  server.reply({ body: good })
  await expect(logIn(rowWith({ path: '/elsewhere' }), rowWith().agreedHosts(values))).rejects.toMatchObject({ code: 'host_consent_required', wasSent: false })
  expect(server.seen).toEqual([])
  server.reply({ status: 401, body: { message: `No: ${values.password}` } })
  const fault = await logIn().catch((error: Error) => error)
  expect(`${(fault as Error).stack}${JSON.stringify(fault)}`).not.toContain(values.password)
})
