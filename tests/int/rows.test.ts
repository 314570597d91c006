import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import { capturedNames } from '#src/engine/catalog/capturedNames.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues, ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { concreteHosts } from '#src/engine/catalog/concreteHosts.ts'
import { recognizeKey } from '#src/engine/catalog/recognizeKey.ts'
import { templateFields } from '#src/engine/catalog/templateFields.ts'
import { createEgress } from '#src/engine/egress/createEgress.ts'
import { parseEgressAllow } from '#src/engine/egress/parseEgressAllow.ts'
import { testCredential } from '#src/engine/verify/testCredential.ts'
import { loadSeedRows } from '#src/seed/loadSeedRows.ts'
import { type FakeUpstream, type Knobs, startFakeUpstream } from '#tests/support/fakeUpstream.ts'
import { FAKE_IDENTITY } from '#tests/support/makeTestAnswer.ts'

const rows = loadSeedRows({ demoUpstreamUrl: 'http://127.0.0.1:4010' })
const compiledRows = rows.map((row) => {
  const result = checkRow({ row, isOutboundAllowed: () => null })
  if (!result.ok) throw new Error(`${row.key}: ${JSON.stringify(result.problems)}`)
  return result.compiled
})
const cases = compiledRows.flatMap((compiled) => compiled.authMethods.map((method) => [`${compiled.key} ${method.key}`, compiled, method] as const))

/** Sign-ins whose token the service hands out: nobody types it. */
const isTokenIssued = (method: CompiledAuthMethod): boolean => method.inject.some((one) => templateFields(one.value).includes('accessToken'))

/** A row shows no private key, which would be taken for a real one: this is what a person would paste. */
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const unshown = (field: ProviderField): string => (field.pattern?.includes('PRIVATE KEY') ? privateKey : 'example')

/** What a person following the row's own examples would enter, and what the service fills in. */
const exampleValues = (method: CompiledAuthMethod): CredentialValues =>
  Object.fromEntries(method.fields.filter((field) => field.required || capturedNames(method).has(field.name)).map((field) => [field.name, field.example ?? field.default ?? unshown(field)]))

/** The values a request of this method needs: what people enter, and the token they were issued. */
const goodValues = (method: CompiledAuthMethod): CredentialValues => ({ ...exampleValues(method), ...(isTokenIssued(method) ? { accessToken: 'issued-token-a' } : {}) })

type Play = { compiled: CompiledProvider; method: CompiledAuthMethod; knobs?: Knobs }

/** Runs against a service of its own, which is gone afterwards: rows are tried side by side. */
async function withUpstream<T>({ compiled, method, knobs = {} }: Play, use: (upstream: FakeUpstream) => Promise<T>): Promise<T> {
  const upstream = await startFakeUpstream({ compiled, goodValues: goodValues(method), authMethod: method.key, knobs })
  try {
    return await use(upstream)
  } finally {
    await upstream.stop()
  }
}

async function judge(upstream: FakeUpstream, values: CredentialValues, timeoutMs = 5_000) {
  const { compiled, method } = upstream
  const egress = createEgress({ allow: parseEgressAllow(upstream.host) })
  try {
    return await testCredential({ egress, compiled, method, values, agreedHosts: concreteHosts({ compiled, method, values }), timeoutMs })
  } finally {
    await egress.close()
  }
}

describe.each(cases)('the seed row of %s', (_name, compiled, method) => {
  const row = rows.find((one) => one.key === compiled.key)!

  it('has what a person needs: an example (or says why not), help and a source of its facts', () => {
    const isExplained = typeof (row.gaps as { example?: string } | undefined)?.example === 'string'
    const unexplained = method.fields.filter((field) => field.required && field.example === null && field.default === null && !(field.secret && isExplained))
    expect(unexplained).toEqual([])
    expect(row.helpText).toBeTruthy()
    if (compiled.key !== 'demo') expect(row).toMatchObject({ source: { url: expect.stringMatching(/^https:/), date: expect.stringMatching(/^\d{4}-/) }, manageUrl: expect.any(String) })
    expect(checkValues({ compiled, method, payload: exampleValues(method), partial: false }).values).toMatchObject(exampleValues(method))
  })

  it('has a test and a form for each secret, or says why not', () => {
    const hasFormless = method.fields.some((field) => field.secret && field.pattern === null)
    const missing = [...(method.test === null ? ['saved without a test'] : []), ...(hasFormless ? ['no fixed form'] : [])]
    expect(missing.filter((words) => !String(row.helpText).includes(words))).toEqual([])
  })
})

describe.concurrent.each(cases.filter(([, , method]) => method.test !== null))('the test request of %s', (_name, compiled, method) => {
  it('proves a good credential, which lands where the row says and nowhere else', () =>
    withUpstream({ compiled, method }, async (upstream) => {
      const result = await judge(upstream, upstream.values)
      expect(result, JSON.stringify(upstream.seen)).toMatchObject({ ok: true })
      if (upstream.method.test?.identity?.label) expect(result.identity?.label).toBe(FAKE_IDENTITY.label)
      const [request] = upstream.seen
      expect(request!.missed).toEqual([])
      const places = method.inject.filter((one) => templateFields(one.value).every((name) => method.fields.every((field) => field.name !== name || field.required))).length
      expect(request!.landed).toHaveLength(places)
      expect(upstream.seen).toHaveLength(1)
    }))

  it('says that a wrong credential was refused', () =>
    withUpstream({ compiled, method }, async (upstream) => {
      const secret = isTokenIssued(method) ? 'accessToken' : method.fields.find((field) => field.secret)!.name
      // The last letter differs, so that the form (and what is taken from it) stays right.
      const wrong = { ...upstream.values, [secret]: upstream.values[secret]!.replace(/[a-z0-9](?=[^a-z0-9]*$|-us\d$)/i, (last) => (last === '0' ? '1' : '0')) }
      expect(await judge(upstream, wrong)).toMatchObject({ ok: false, code: 'credential_rejected' })
      expect(upstream.seen[0]!.isGood).toBe(false)
    }))

  it.each<[string, Knobs, string]>([
    ['trouble of its own', { status: 503 }, 'provider_error'],
    ['too many requests', { status: 429, headers: { 'retry-after': '7' } }, 'rate_limited'],
    ['a redirect', { mode: 'redirect' }, 'provider_error'],
    ['half an answer', { mode: 'cut' }, 'provider_unreachable'],
    ['too much', { mode: 'huge' }, 'provider_error'],
    ['nothing in time', { delayMs: 600 }, 'provider_timeout'],
  ])('does not blame the credential for %s', (_what, knobs, code) =>
    withUpstream({ compiled, method, knobs }, async (upstream) => {
      expect(await judge(upstream, upstream.values, knobs.delayMs === undefined ? 5_000 : 200)).toMatchObject({ ok: false, code })
    }))
})

describe('rows whose service says no inside a 200', () => {
  const saying = cases.filter(([, , method]) => method.test?.okWhen != null)
  it.each(saying)('%s is believed', (_name, compiled, method) =>
    withUpstream({ compiled, method, knobs: { mode: 'no' } }, async (upstream) => {
      expect(await judge(upstream, upstream.values)).toMatchObject({ ok: false, code: 'credential_rejected' })
    }))
})

describe('keys tell whose they are', () => {
  const candidates = compiledRows.map(({ key, name, authMethods }) => ({ key, name, patterns: authMethods.flatMap((method) => method.fields.flatMap((field) => (field.secret && field.pattern !== null ? [field.pattern] : []))) }))
  it.each(cases)('%s never is another one’s', (_name, compiled, method) => {
    for (const field of method.fields.filter((one) => one.secret)) {
      const owner = recognizeKey({ value: field.example ?? '', rows: candidates })
      expect(owner === null || owner.key === compiled.key, `${owner?.key}`).toBe(true)
    }
  })
})

describe('every place of the contract', () => {
  const fields = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, label: name, example: `${name}:1` }))
  const inject = [
    { in: 'header', name: 'X-Key', value: 'Key {{a}}' },
    { in: 'query', name: 'key', value: '{{b}}' },
    { in: 'cookie', name: 'sid', value: '{{c}}' },
    { in: 'body', name: 'token', value: '{{d}}' },
    { in: 'path', value: '/bot{{e}}' },
  ]
  const base = { name: 'baseUrl', label: 'Base URL', secret: false, format: 'https_url', example: 'https://own.example.com' }
  const test = { method: 'POST', path: '/me/{{name}}', headers: { 'x-version': '1' }, query: { n: '{{name}}' }, body: { who: '{{name}}', list: [1] } }
  const name = { name: 'name', label: 'Name', secret: false, pattern: '^[a-z]+$', example: 'ann' }
  it.each([
    ['a fixed base', 'https://api.example.com/v1'],
    ['a base that the tenant gives', '{{baseUrl}}'],
  ])('is filled on %s, and missed when one value is wrong', async (_name, baseUrl) => {
    const checked = checkRow({ row: { key: 'places', name: 'Places', category: 'Tools', description: 'All places.', baseUrl, test, authMethods: [{ key: 'k', type: 'custom', label: 'Key', fields: [...fields, base, name], inject }] } })
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
    const method = checked.compiled.authMethods[0]!
    await withUpstream({ compiled: checked.compiled, method }, async (upstream) => {
      expect(await judge(upstream, upstream.values)).toMatchObject({ ok: true })
      expect(upstream.seen[0]).toMatchObject({ landed: ['header x-key', 'query key', 'cookie sid', 'body token', 'path'], path: '/me/ann' })
      for (const field of fields) {
        expect(await judge(upstream, { ...upstream.values, [field.name]: 'x' }), field.name).toMatchObject({ ok: false, code: 'credential_rejected' })
        expect(upstream.seen.at(-1)!.missed).toHaveLength(1)
      }
    })
  })
})
