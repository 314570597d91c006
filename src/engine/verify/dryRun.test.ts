import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSeedRows } from '#src/seed/loadSeedRows.ts'
import { listen, type Listening } from '#tests/support/listen.ts'
import { spellSecret } from '#tests/e2e/support/findLeaks.ts'
import { makeCompiled, makeField, makeMethod, makeTest } from '#tests/support/makeCompiled.ts'
import { checkRow } from '../catalog/checkRow.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import { dots } from '../catalog/DryRunReport.ts'
import { secretNames } from '../catalog/secretNames.ts'
import { createEgress } from '../egress/createEgress.ts'
import type { Egress } from '../egress/Egress.ts'
import { parseEgressAllow } from '../egress/parseEgressAllow.ts'
import { buildTestRequest } from './buildTestRequest.ts'
import { dryRun } from './dryRun.ts'
import { showRequest } from './showRequest.ts'

let upstream: Listening
let egress: Egress
let reply: { status?: number; headers?: Record<string, string>; body: string | Buffer } = { body: '{}' }
beforeAll(async () => {
  upstream = await listen((request, response) => {
    request.resume().on('end', () => response.writeHead(reply.status ?? 200, reply.headers ?? { 'content-type': 'application/json' }).end(reply.body))
  })
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
})
afterAll(async () => {
  await egress.close()
  await upstream.close()
})

const makeSecret = (): string => ['zk', 'p/w+', randomBytes(12).toString('hex')].join('_')
const run = ({ method: over, values, row }: { method?: Partial<CompiledAuthMethod>; values: CredentialValues; row?: Partial<CompiledProvider> }) => {
  const method = makeMethod(over)
  return dryRun({ egress, method, values, compiled: makeCompiled({ baseUrl: `${upstream.url}/v1`, authMethods: [method], ...row }) })
}
const leaksIn = (report: unknown, ...secrets: string[]): string[] => secrets.flatMap((secret) => spellSecret(secret).filter((spelling) => JSON.stringify(report).includes(spelling)))

describe('the request shown', () => {
  it('has every place of the row, and dots for the secret wherever it goes', async () => {
    const secret = makeSecret()
    const inject: CompiledAuthMethod['inject'] = [
      { in: 'header', name: 'X-Key', value: 'Key {{key}}' }, { in: 'query', name: 'key', value: '{{key}}' }, { in: 'cookie', name: 'sid', value: '{{key}}' },
      { in: 'body', name: 'pass', value: '{{pair}}' }, { in: 'path', name: null, value: '/of/{{team}}' },
    ]
    const test = makeTest({ method: 'POST', path: '/me', query: { team: '{{team}}' }, headers: { 'X-Version': '1' }, body: { who: '{{team}}' } })
    const derive = { pair: { template: 'any:{{key}}', encode: 'base64' as const } }
    const { request } = await run({ method: { fields: [makeField('key'), makeField('team', { secret: false })], inject, derive, test }, values: { key: secret, team: 'a b' } })
    expect(request).toEqual({
      method: 'POST',
      url: `${upstream.url}/v1/of/a%20b/me`,
      query: [{ name: 'team', value: 'a b' }, { name: 'key', value: dots }],
      headers: expect.arrayContaining([
        { name: 'host', value: new URL(upstream.url).host }, { name: 'x-key', value: `Key ${dots}` }, { name: 'cookie', value: `sid=${dots}` }, { name: 'x-version', value: '1' }, { name: 'content-type', value: 'application/json' },
      ]),
      body: JSON.stringify({ pass: dots, who: 'a b' }, null, 2),
    })
    expect(leaksIn(request, secret)).toEqual([])
  })

  it('hides a secret that a plain field repeats', async () => {
    const secret = makeSecret()
    const method = { fields: [makeField('key'), makeField('note', { secret: false })], inject: [{ in: 'header' as const, name: 'X-Note', value: 'n{{note}}' }] }
    const { request } = await run({ method, values: { key: secret, note: secret } })
    expect(request!.headers).toContainEqual({ name: 'x-note', value: `n${dots}` })
  })

  it('is the request that goes out, for every starter row', () => {
    const shown = loadSeedRows({ demoUpstreamUrl: 'http://127.0.0.1:4010' }).flatMap((row) => {
      const checked = checkRow({ row, isOutboundAllowed: () => null })
      if (!checked.ok) throw new Error(row.key)
      return checked.compiled.authMethods.flatMap((method) => (method.test === null ? [] : [[checked.compiled, method] as const]))
    })
    expect(shown.length).toBeGreaterThan(20)
    for (const [compiled, method] of shown) {
      const values: CredentialValues = { ...Object.fromEntries(method.fields.map((field) => [field.name, field.example ?? field.default ?? 'example-value'])), ...(secretNames(method).has('accessToken') ? { accessToken: makeSecret() } : {}) }
      const real = buildTestRequest({ compiled, method, test: method.test!, values })
      const seen = showRequest({ compiled, method, test: method.test!, values })
      expect([compiled.key, seen.headers.map(({ name }) => name)]).toEqual([compiled.key, ['host', ...Object.keys(real.headers)]])
      expect(seen.query.map(({ name }) => name)).toEqual([...real.url.searchParams.keys()])
      expect(new URL(seen.url.replaceAll(dots, 'x')).pathname.split('/')).toHaveLength(real.url.pathname.split('/').length)
      const secrets = method.fields.filter((field) => field.secret).map((field) => values[field.name]!)
      expect([compiled.key, leaksIn(seen, ...secrets)]).toEqual([compiled.key, []])
    }
  })
})

describe('the verdict', () => {
  it('brings identity, scopes and the answer on a yes', async () => {
    reply = { headers: { 'content-type': 'application/json', 'x-scopes': 'read, write', 'set-cookie': 'a=b' }, body: JSON.stringify({ user: { name: 'Ann' } }) }
    const report = await run({ method: { test: makeTest({ identity: { label: '/user/name', id: null }, scopes: { header: 'x-scopes', separator: ',' } }) }, values: { key: makeSecret() } })
    expect(report).toMatchObject({ result: { ok: true, httpStatus: 200, identity: { label: 'Ann' }, latencyMs: expect.any(Number) }, scopes: ['read', 'write'], answer: { status: 200, isCut: false, body: expect.stringContaining('"Ann"') } })
    expect(report.answer!.headers).toContainEqual({ name: 'set-cookie', value: dots })
  })

  it('says why on a no, with the service’s own words', async () => {
    reply = { status: 401, body: JSON.stringify({ error: { message: 'No such key.' } }) }
    expect(await run({ values: { key: makeSecret() } })).toMatchObject({ result: { ok: false, code: 'credential_rejected', httpStatus: 401, note: 'No such key.' } })
  })

  it('sends nothing where there is nothing to send', async () => {
    expect(await run({ method: { test: null }, values: { key: makeSecret() } })).toMatchObject({ request: null, answer: null, result: { ok: false, code: 'provider_unavailable' } })
  })

  it('has a request and no answer where nobody answers', async () => {
    const report = await run({ row: { baseUrl: 'http://127.0.0.1:1', allowedHosts: ['127.0.0.1:1'] }, values: { key: makeSecret() } })
    expect(report).toMatchObject({ request: { method: 'GET' }, answer: null, result: { ok: false, code: 'provider_unreachable' } })
  })
})

describe('a service that echoes the secret', () => {
  const spellings: [string, (secret: string) => string][] = [
    ['as it is', (secret) => `x${secret}y`],
    ['as hex', (secret) => Buffer.from(secret).toString('hex')],
    ['as base64', (secret) => Buffer.from(`user:${secret}`).toString('base64')],
    ['for an address', (secret) => encodeURIComponent(secret)],
    ['letter by letter for an address', (secret) => [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join('')],
    ['letter by letter in HTML', (secret) => [...secret].map((letter) => `&#${letter.charCodeAt(0)};`).join('')],
    ['letter by letter in hexadecimal HTML', (secret) => [...secret].map((letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join('')],
    ['letter by letter in JSON', (secret) => [...secret].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
  ]
  it.each(spellings)('%s, in the body, in a header and in its words', async (_name, spell) => {
    const secret = makeSecret()
    const said = spell(secret)
    for (const [type, body] of [['application/json', `{"error":{"message":"${said}"},"${said}":1}`], ['text/html', `<p>${said}</p>`], ['text/plain', said]] as const) {
      reply = { status: 401, headers: { 'content-type': type, 'x-echo': said }, body }
      const report = await run({ values: { key: secret }, method: { test: makeTest({ identity: { label: '/error/message', id: '/error/message' }, scopes: { header: 'x-echo', separator: ',' }, expect: [401] }) }, row: { authFailure: { statuses: [403], also: [] } } })
      const decoded = JSON.stringify(report).replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replaceAll(/&#x([0-9a-f]+);/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))).replaceAll(/\\+u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))).replaceAll(/(%[0-9a-f]{2})+/gi, (text) => decodeURIComponent(text))
      expect([type, leaksIn(report, secret), decoded.includes(secret)]).toEqual([type, [], false])
    }
  })

  it('although it is short, and touches other letters', async () => {
    const said = ['k7Q!', encodeURIComponent('k7Q!'), Buffer.from('k7Q!').toString('hex'), Buffer.from('k7Q!').toString('base64')]
    reply = { status: 401, headers: { 'content-type': 'text/plain' }, body: said.map((one) => `a${one}b`).join(' ') }
    const report = await run({ values: { key: 'k7Q!' } })
    expect(said.filter((one) => JSON.stringify(report).includes(one.replace(/=+$/, '')))).toEqual([])
  })

  it('inside a packed answer', async () => {
    const secret = makeSecret()
    reply = { headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: gzipSync(JSON.stringify({ you: secret })) }
    const report = await run({ values: { key: secret } })
    expect(report.answer!.body).toContain(`"you": "${dots}"`)
    expect(leaksIn(report, secret)).toEqual([])
  })

  it('whatever the secret and wherever the answer is cut', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ minLength: 8, maxLength: 60, unit: 'grapheme-ascii' }).filter((text) => text.trim().length >= 8 && !dots.includes(text)), fc.nat(4_100), async (secret, before) => {
        reply = { headers: { 'content-type': 'text/plain' }, body: `${'-'.repeat(before)} ${secret} end` }
        const report = await run({ values: { key: secret.trim() }, method: { inject: [{ in: 'query', name: 'k', value: '{{key}}' }] } })
        expect(report.answer!.body).not.toContain(secret.trim())
        expect(JSON.stringify(report.request)).not.toContain(JSON.stringify(secret.trim()).slice(1, -1))
      }),
      { numRuns: 60 },
    ))
})

it('bounds what it shows', async () => {
  reply = { headers: { 'content-type': 'text/plain' }, body: 'words '.repeat(20_000) }
  const { answer } = await run({ values: { key: makeSecret() } })
  expect([answer!.body.length, answer!.isCut]).toEqual([4_000, true])
  reply = { body: '['.repeat(100_000) + ']'.repeat(100_000) }
  expect((await run({ values: { key: makeSecret() } })).answer).toMatchObject({ isCut: true })
})
