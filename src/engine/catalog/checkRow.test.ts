import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRow } from './checkRow.ts'
import { measureCpuMs } from '#tests/support/measureCpuMs.ts'

type Json = Record<string, unknown>

const field = (more: Json = {}): Json => ({ name: 'apiKey', label: 'API key', pattern: '^key_[a-z0-9]+$', example: 'key_1a', ...more })
const method = (more: Json = {}): Json => ({
  key: 'api-key', type: 'api_key', label: 'API key', fields: [field()], inject: [{ in: 'header', name: 'Authorization', value: 'Bearer {{apiKey}}' }], ...more,
})
const row = (more: Json = {}): Json => ({
  key: 'acme', name: 'Acme', category: 'Tools', description: 'An example.', baseUrl: 'https://api.acme.com/v1', authMethods: [method()], test: { path: '/me' }, ...more,
})
const region = (more: Json = {}): Json => ({ name: 'region', label: 'Region', secret: false, pattern: '^[a-z]{2}[0-9]$', example: 'eu1', ...more })
const regional = (more: Json = {}, rowMore: Json = {}): Json => row({ baseUrl: 'https://{{region}}.api.acme.com', authMethods: [method({ fields: [field(), region(more)] })], ...rowMore })

function problemsOf(input: unknown): string[] {
  const result = checkRow({ row: input })
  return result.ok ? [] : result.problems.map(({ path, reason }) => `${path}: ${reason}`)
}
const expectProblem = (input: unknown, path: string, reason: RegExp): void => {
  expect(problemsOf(input).filter((text) => text.startsWith(`${path}: `) && reason.test(text)), problemsOf(input).join('\n')).not.toHaveLength(0)
}

describe('a good row', () => {
  it('passes and fills the defaults of the contract', () => {
    const result = checkRow({ row: row() })
    expect(result).toMatchObject({
      ok: true,
      compiled: {
        format: 2, status: 'live', allowedHosts: ['api.acme.com'], authFailure: { statuses: [401], also: [] }, retry: { on: [429, 502, 503, 504], maxAttempts: 3 }, timeoutSeconds: 300,
        authMethods: [{ mode: 'service', hostFields: [], apiKeyField: 'apiKey', test: { method: 'GET', path: '/me', expect: [200], body: null } }],
      },
    })
  })

  it('takes null for absent everywhere, as a database hands it out', () => {
    expect(problemsOf(row({ logoSlug: null, services: null, retry: null, replacedBy: null, ai: null }))).toEqual([])
  })

  it.each([
    ['bearer', [{ name: 'token', label: 'Token' }], 'Bearer {{token}}'],
    ['basic', null, 'Basic {{basicCredentials}}'],
  ])('knows where a %s credential goes without being told', (type, fields, value) => {
    const result = checkRow({ row: row({ authMethods: [method({ type, fields, inject: null })] }) })
    expect(result).toMatchObject({ ok: true, compiled: { authMethods: [{ inject: [{ in: 'header', name: 'Authorization', value }] }] } })
  })

  it('accepts an OAuth block, so that a coming-soon row can be stored', () => {
    const oauth = { authorizationUrl: 'https://acme.com/oauth', tokenUrl: 'https://acme.com/token', pkce: 'S256', scopes: ['read'], refresh: { mode: 'rotating' }, client: 'account' }
    const result = checkRow({ row: row({ status: 'coming_soon', authMethods: [{ key: 'oauth', type: 'oauth2_code', label: 'OAuth', oauth }] }) })
    expect(result).toMatchObject({ ok: true, compiled: { authMethods: [{ mode: 'oauth-user', apiKeyField: 'accessToken', fields: [{ name: 'clientId' }, { name: 'clientSecret' }] }] } })
  })

  it('lets a plain field with options or a narrow pattern form the host, and names it as a host field', () => {
    expect(checkRow({ row: regional() })).toMatchObject({ ok: true, compiled: { allowedHosts: ['{{region}}.api.acme.com'], authMethods: [{ hostFields: ['region'] }] } })
    const options = [{ value: 'eu.acme.com', label: 'Europe' }, { value: 'us.acme.com', label: 'America' }]
    expect(problemsOf(regional({ pattern: null, example: null, options }, { baseUrl: 'https://{{region}}/v1' }))).toEqual([])
  })

  it('lets a field be the whole base URL', () => {
    const base = { name: 'baseUrl', label: 'Base URL', secret: false, required: false, format: 'https_url', default: 'https://api.acme.com', example: 'https://acme.example.com' }
    const whole = row({ baseUrl: '{{baseUrl}}', authMethods: [method({ fields: [field(), base] })] })
    expect(checkRow({ row: whole })).toMatchObject({ ok: true, compiled: { allowedHosts: ['{{baseUrl}}'], authMethods: [{ hostFields: ['baseUrl'] }] } })
    expectProblem({ ...whole, allowedHosts: ['other.acme.com'] }, 'allowedHosts', /only one allowed/)
  })

  it('writes ports that are not 443 and gives hosts without a port that of the base', () => {
    const isOutboundAllowed = (): null => null
    const result = checkRow({ row: row({ baseUrl: 'http://127.0.0.1:4010', allowedHosts: ['127.0.0.1', 'b.acme.com:443'] }), isOutboundAllowed })
    expect(result).toMatchObject({ ok: true, compiled: { allowedHosts: ['127.0.0.1:4010', 'b.acme.com'] } })
  })
})

describe('a field that depends on another', () => {
  const plan = { name: 'plan', label: 'Plan', secret: false, options: [{ value: 'solo', label: 'Solo' }, { value: 'team', label: 'Team' }] }
  const team = (more: Json = {}): Json => ({ name: 'teamId', label: 'Team', secret: false, showWhen: { field: 'plan', equals: 'team' }, ...more })
  const withFields = (...fields: Json[]): Json => row({ authMethods: [method({ fields: [field(), ...fields] })] })
  const at = 'authMethods.0.fields'

  it('is taken over into the compiled row', () => {
    const result = checkRow({ row: withFields(plan, team({ prefix: 'acme/', suffix: '.example' })) })
    expect(result).toMatchObject({ ok: true, compiled: { authMethods: [{ fields: [{}, {}, { showWhen: { field: 'plan', equals: 'team' }, prefix: 'acme/', suffix: '.example' }] }] } })
  })

  it.each([
    ['names no field', withFields(team()), `${at}.1.showWhen.field`, /no field “plan” before/],
    ['stands before the other', withFields(team(), plan), `${at}.1.showWhen.field`, /no field “plan” before/],
    ['names no option', withFields(plan, team({ showWhen: { field: 'plan', equals: 'huge' } })), `${at}.2.showWhen.equals`, /no option “huge”/],
    ['names a field without options', withFields(team({ showWhen: { field: 'apiKey', equals: 'x' } })), `${at}.1.showWhen.equals`, /no option/],
    ['hangs on one that hangs itself', withFields(plan, team({ options: plan.options }), team({ name: 'deeper', showWhen: { field: 'teamId', equals: 'team' } })), `${at}.3.showWhen.field`, /not always shown/],
  ])('is refused when it %s', (_what, input, path, reason) => expectProblem(input, path, reason))

  it('cannot form an address, unless a default does while it is not shown', () => {
    const shard = (more: Json = {}): Json => team({ name: 'shard', pattern: '^[a-z]{2}[0-9]$', ...more })
    const sharded = (more: Json = {}): Json => row({ baseUrl: 'https://{{shard}}.api.acme.com', authMethods: [method({ fields: [field(), plan, shard(more)] })] })
    expectProblem(sharded(), 'baseUrl', /always shown, or have a default/)
    expect(problemsOf(sharded({ default: 'eu1' }))).toEqual([])
  })

  it('frames only what is typed in plain sight', () => {
    expectProblem(row({ authMethods: [method({ fields: [field({ prefix: 'key_' })] })] }), `${at}.0.prefix`, /not secret/)
    expectProblem(withFields({ ...plan, suffix: '.com' }), `${at}.1.suffix`, /typed in/)
  })
})

describe('faults, each with its path', () => {
  const cases: [name: string, input: unknown, path: string, reason: RegExp][] = [
    ['an unknown key', row({ colour: 'red' }), 'colour', /Unknown key/],
    ['an unknown key deep inside', row({ authMethods: [method({ fields: [field({ colour: 1 })] })] }), 'authMethods.0.fields.0.colour', /Unknown key/],
    ['a wrong type', row({ featured: 'first' }), 'featured', /number/],
    ['a missing key', { ...row(), name: undefined }, 'name', /Missing/],
    ['a bad provider key', row({ key: 'Acme!' }), 'key', /lower-case/],
    ['no auth method', row({ authMethods: [] }), 'authMethods', /At least one/],
    ['an undeclared field in the base', row({ baseUrl: 'https://{{nope}}.acme.com' }), 'baseUrl', /\{\{nope\}\} is not a field/],
    ['an undeclared field in a place', row({ authMethods: [method({ inject: [{ in: 'header', name: 'x-key', value: '{{nope}}' }] })] }), 'authMethods.0.inject.0.value', /nope/],
    ['an undeclared field in the test path', row({ test: { path: '/{{nope}}' } }), 'test.path', /nope/],
    ['an undeclared field in a test header', row({ test: { path: '/', headers: { 'x-a': '{{nope}}' } } }), 'test.headers.x-a', /nope/],
    ['an undeclared field in the test query', row({ test: { path: '/', query: { a: '{{nope}}' } } }), 'test.query.a', /nope/],
    ['an undeclared field in the test body', row({ test: { path: '/', method: 'POST', body: { a: [{ b: '{{nope}}' }] } } }), 'test.body.a.0.b', /nope/],
    ['a broken placeholder', row({ authMethods: [method({ inject: [{ in: 'header', name: 'x-key', value: '{{ apiKey }}' }] })] }), 'authMethods.0.inject.0.value', /no spaces/],
    ['a secret in the host', row({ baseUrl: 'https://{{apiKey}}.acme.com' }), 'baseUrl', /a secret cannot be part/],
    ['a host field without a pattern', regional({ pattern: null }), 'baseUrl', /needs a pattern/],
    ['a host pattern that is not anchored', regional({ pattern: '[a-z]{2}[0-9]' }), 'baseUrl', /anchored/],
    ['a host pattern that allows a slash', regional({ pattern: '^[a-z0-9/]+$' }), 'baseUrl', /may only allow/],
    ['a host pattern with any character', regional({ pattern: '^.+$' }), 'baseUrl', /may only allow/],
    ['a host pattern that allows dots alone', regional({ pattern: '^[a-z0-9.]+$' }), 'baseUrl', /dots/],
    ['a host field that may be absent', regional({ required: false }), 'baseUrl', /required or have a default/],
    ['a host without a domain of the provider', regional({}, { baseUrl: 'https://{{region}}.com' }), 'baseUrl', /own domain/],
    ['a host that is one field', regional({}, { baseUrl: 'https://{{region}}' }), 'baseUrl', /own domain/],
    ['a wide capture from a secret in the host', row({ baseUrl: 'https://{{dc}}.acme.com', authMethods: [method({ derive: { dc: { from: 'apiKey', pattern: '^key_(.+)$' } } })] }), 'baseUrl', /may only allow/],
    ['a loose capture from a secret in the host', row({ baseUrl: 'https://{{dc}}.acme.com', authMethods: [method({ derive: { dc: { from: 'apiKey', pattern: '_([a-z0-9]+)' } } })] }), 'baseUrl', /anchored/],
    ['a capture from a field that is not there', row({ authMethods: [method({ derive: { dc: { from: 'nope', pattern: '^(a)$' } } })] }), 'authMethods.0.derive.dc.from', /not a field/],
    ['a capture without a group', row({ authMethods: [method({ derive: { dc: { from: 'apiKey', pattern: '^a$' } } })] }), 'authMethods.0.derive.dc.pattern', /exactly one capture group/],
    ['a backreference', row({ authMethods: [method({ fields: [field({ pattern: '^(a)\\1$', example: null })] })] }), 'authMethods.0.fields.0.pattern', /no backreferences/],
    ['a lookahead', row({ authMethods: [method({ fields: [field({ pattern: '^(?=a)a$', example: null })] })] }), 'authMethods.0.fields.0.pattern', /no lookahead/],
    ['a lookbehind', row({ authMethods: [method({ fields: [field({ pattern: '(?<=a)a$', example: null })] })] }), 'authMethods.0.fields.0.pattern', /no lookahead or lookbehind/],
    ['a broken pattern', row({ authMethods: [method({ fields: [field({ pattern: '[', example: null })] })] }), 'authMethods.0.fields.0.pattern', /not valid RE2/],
    ['a pattern that explodes', row({ authMethods: [method({ fields: [field({ pattern: '^(?:a{1,99}b{1,99}c{1,99}){1,9}$', example: null })] })] }), 'authMethods.0.fields.0.pattern', /too complex|repeat/],
    ['an example its pattern refuses', row({ authMethods: [method({ fields: [field({ example: 'nokey' })] })] }), 'authMethods.0.fields.0.example', /does not accept/],
    ['an example its refusals catch', row({ authMethods: [method({ fields: [field({ refuse: [{ pattern: '^key_', reason: 'No.' }] })] })] }), 'authMethods.0.fields.0.example', /catches this/],
    ['two fields of one name', row({ authMethods: [method({ fields: [field(), field()] })] }), 'authMethods.0.fields.1.name', /declared twice/],
    ['a field that JavaScript knows', row({ authMethods: [method({ fields: [field(), field({ name: 'toString' })] })] }), 'authMethods.0.fields.1.name', /JavaScript/],
    ['two auth methods of one key', row({ authMethods: [method(), method()] }), 'authMethods.1.key', /declared twice/],
    ['a secret with a default', row({ authMethods: [method({ fields: [field({ default: 'key_1' })] })] }), 'authMethods.0.fields.0.default', /cannot have a default/],
    ['no place for the credential', row({ authMethods: [method({ inject: null })] }), 'authMethods.0.inject', /must say where/],
    ['places without a field', row({ authMethods: [method({ inject: [{ in: 'header', name: 'x-a', value: 'b' }] })] }), 'authMethods.0.inject', /never be sent/],
    ['two values for one header', row({ authMethods: [method({ inject: [{ in: 'header', name: 'X-A', value: '{{apiKey}}' }, { in: 'header', name: 'x-a', value: 'b' }] })] }), 'authMethods.0.inject.1', /same place/],
    ['a header name with a space', row({ authMethods: [method({ inject: [{ in: 'header', name: 'x a', value: '{{apiKey}}' }] })] }), 'authMethods.0.inject.0.name', /Not a valid header/],
    ['a reserved header', row({ authMethods: [method({ inject: [{ in: 'header', name: 'Transfer-Encoding', value: '{{apiKey}}' }] })] }), 'authMethods.0.inject.0.name', /set by Patchbay/],
    ['the Host header in the test', row({ test: { path: '/', headers: { Host: 'evil.com' } } }), 'test.headers.Host', /set by Patchbay/],
    ['a line break in a header value', row({ authMethods: [method({ inject: [{ in: 'header', name: 'x-a', value: '{{apiKey}}\r\nx-b: 1' }] })] }), 'authMethods.0.inject.0.value', /Control characters/],
    ['a path prefix that steps up', row({ authMethods: [method({ inject: [{ in: 'path', value: '/../{{apiKey}}' }] })] }), 'authMethods.0.inject.0.value', /dot segments/],
    ['a plain http base', row({ baseUrl: 'http://api.acme.com' }), 'baseUrl', /https/],
    ['a private base', row({ baseUrl: 'https://127.0.0.1' }), 'baseUrl', /public host/],
    ['a base with a user name', row({ baseUrl: 'https://api.acme.com@evil.com' }), 'baseUrl', /user name/],
    ['a base with a query', row({ baseUrl: 'https://api.acme.com/?a=1' }), 'baseUrl', /query/],
    ['a base that steps up', row({ baseUrl: 'https://api.acme.com/v1/../v2' }), 'baseUrl', /dot segments/],
    ['hosts that leave the base out', row({ allowedHosts: ['other.acme.com'] }), 'baseUrl', /do not cover/],
    ['a service outside the hosts', row({ allowedHosts: ['api.acme.com'], services: { files: { baseUrl: 'https://files.acme.com' } } }), 'services.files.baseUrl', /do not cover/],
    ['a wildcard over a whole country', row({ allowedHosts: ['*.com'] }), 'allowedHosts.0', /two labels/],
    ['a wildcard in the middle', row({ allowedHosts: ['api.*.com'] }), 'allowedHosts.0', /only at the start/],
    ['an address as a host', row({ allowedHosts: ['https://api.acme.com'] }), 'allowedHosts.0', /Only a host/],
    ['a relative test path', row({ test: { path: 'me' } }), 'test.path', /starts with/],
    ['a test path with a query', row({ test: { path: '/me?a=1' } }), 'test.path', /query/],
    ['a test at a service that is not there', row({ test: { path: '/me', service: 'nope' } }), 'test.service', /no service/],
    ['a test without a base', row({ baseUrl: null }), 'test', /base URL/],
    ['a deprecated row without a successor', row({ status: 'deprecated' }), 'replacedBy', /names the one/],
    ['a successor of a live row', row({ replacedBy: 'other' }), 'replacedBy', /Only a deprecated/],
    ['an OAuth method without its block', row({ authMethods: [method({ type: 'oauth2_code', fields: null, inject: null })] }), 'authMethods.0.oauth', /needs an “oauth” block/],
    ['an API key named by the AI block that is no field', row({ ai: { apiKeyField: 'nope' } }), 'ai.apiKeyField', /No auth method/],
    ['an AI base on another host', row({ ai: { baseUrl: 'https://evil.com/v1' } }), 'ai.baseUrl', /do not cover/],
  ]
  it.each(cases)('%s', (_name, input, path, reason) => expectProblem(input, path, reason))

  it('tells all of them at once, faults of shape and of meaning alike', () => {
    const found = problemsOf(row({ colour: 1, featured: 'x', status: 'deprecated', baseUrl: 'https://{{nope}}.acme.com', test: { path: 'me' } }))
    expect(found.map((text) => text.split(':')[0])).toEqual(expect.arrayContaining(['colour', 'featured', 'replacedBy', 'baseUrl', 'test.path']))
  })

  it('refuses a real secret wherever it stands', () => {
    const secret = ['sk', 'live', 'a1B2c3D4e5F6g7H8i9J0k1L2'].join('_')
    expectProblem(row({ description: `Use ${secret}` }), 'description', /looks like a real secret/)
    expectProblem(row({ authMethods: [method({ inject: [{ in: 'header', name: 'Authorization', value: '{{apiKey}}' }, { in: 'header', name: 'x-b', value: secret }] })] }), 'authMethods.0.inject.1.value', /real secret/)
  })

  it('asks the given rules about every address', () => {
    const asked: string[] = []
    const isOutboundAllowed = (url: string): string | null => (asked.push(url), url.includes('files') ? 'Not this one.' : null)
    const result = checkRow({ row: row({ services: { files: { baseUrl: 'https://files.acme.com' } } }), isOutboundAllowed })
    expect(asked).toContain('https://api.acme.com/v1')
    expect(result).toMatchObject({ ok: false, problems: [{ path: 'services.files.baseUrl', reason: 'Not this one.' }] })
  })
})

describe('hostile input', () => {
  const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inside) => [inside], 1)
  it.each([
    ['null', null], ['a number', 5], ['a text', 'row'], ['a list', []], ['an empty object', {}],
    ['a prototype key', JSON.parse('{"__proto__":{"ok":true}}')], ['a prototype key deep inside', JSON.parse('{"services":{"__proto__":{"baseUrl":"x"}}}')],
    ['deep nesting', row({ test: { path: '/', body: nested(20_000) } })], ['5 MB of text', row({ description: 'a'.repeat(5_000_000) })],
    ['a million values', row({ keywords: Array.from({ length: 1_000_000 }, () => 'a') })], ['a long key', row({ ['k'.repeat(100_000)]: 1 })],
  ])('%s is refused in good time', (_name, input) => {
    const costMs = measureCpuMs(() => expect(checkRow({ row: input }).ok).toBe(false))
    expect(costMs).toBeLessThan(1_000)
    expect(({} as Json).ok).toBeUndefined()
  })

  it('never throws, whatever JSON replaces a part of a good row', () => {
    const paths = [['authMethods'], ['authMethods', 0], ['authMethods', 0, 'fields'], ['authMethods', 0, 'fields', 0], ['authMethods', 0, 'inject'], ['baseUrl'], ['services'], ['allowedHosts'], ['test'], ['ai'], ['authFailure'], ['authMethods', 0, 'derive']]
    const anyText = fc.oneof(fc.string(), fc.constantFrom('{{', '}}', '{{apiKey}}', '^(', 'https://', '/..', '*.', '\u0000'))
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.oneof(fc.jsonValue(), anyText, fc.array(anyText), fc.dictionary(fc.constantFrom('baseUrl', 'path', 'from', 'pattern', 'in', 'x'), anyText)), (path, value) => {
        const input = structuredClone(row())
        let at = input as Record<string | number, unknown>
        for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>
        at[path.at(-1) as string] = value
        const result = checkRow({ row: input })
        expect(result.ok || result.problems.length > 0).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
