import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { request as sendRaw } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { createLocalReq } from 'payload'
import type * as Patchbay from '#src/patchbay.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startGateway } from '#tests/support/startGateway.ts'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** The platform's own credentials: for its own code, and for tenants only where the platform says so. */

let stage: Stage
let account: StageAccount
let front: string
let patchbay: typeof Patchbay
let builtIn: string
let key: string

beforeAll(async () => {
  stage = await startStage()
  front = await stage.openFront()
  patchbay = await import('#src/patchbay.ts')
  const { service } = stage
  await stage.importRows(
    service.row({ key: 'offered', name: 'Offered', services: { files: { baseUrl: `${service.url}/files` } } }),
    service.row({ key: 'anywhere', name: 'Anywhere', baseUrl: '{{url}}', allowedHosts: null, test: null, authMethods: [{ key: 'k', type: 'custom', label: 'Key', fields: [{ name: 'apiKey', label: 'Key' }, { name: 'url', label: 'Address', secret: false, format: 'https_url' }], inject: [{ in: 'header', name: 'Authorization', value: 'Bearer {{apiKey}}' }] }] }),
    service.row({ key: 'two-part', name: 'Two part', test: null, authMethods: [{ key: 'k', type: 'basic', label: 'Sign-in' }] }),
    service.row({ key: 'from-env', name: 'From env', test: null }),
  )
  key = service.goodKey()
  const made = await stage.request('POST', '/api/built-in-credentials', { as: stage.platform, body: { provider: 'offered', credentialPayload: { apiKey: key } } })
  expect([made.status, codesOf(made)]).toEqual([201, []])
  builtIn = made.body.doc.id
})
afterAll(() => stage?.stop())
beforeEach(async () => {
  stage.service.turn((_request, response) => response.end('served'))
  stage.service.seen.length = 0
  account = await stage.newAccount()
})

const offer = async (data: Record<string, unknown>) => expect((await stage.request('PATCH', `/api/built-in-credentials/${builtIn}`, { as: stage.platform, body: data })).status).toBe(200)

/** The path goes over the wire as it stands here. */
async function call(method: string, path: string, headers: Record<string, string> = {}): Promise<string | number> {
  const { hostname, port } = new URL(front)
  const sent = sendRaw({ hostname, port, method, path: `/api/proxy/accounts/${account.id}/offered${path}`, headers: { ...account.people.member.headers, ...headers } }).end()
  const [response] = await once(sent, 'response')
  const body = await text(response)
  return response.headers['x-patchbay-origin'] === 'provider' ? response.statusCode : (JSON.parse(body).errors[0].code as string)
}

describe('through a tenant’s door', () => {
  it('nothing is allowed until the platform says what', async () => {
    await offer({ allow: [] })
    expect(await call('GET', '/v1/models')).toBe('built_in_not_allowed')
    expect((await stage.request('GET', `/api/integrations/resolve?workspaceId=${account.id}&provider=offered`, { as: account.people.viewer })).body).toMatchObject({ source: 'built_in', connectionId: null, code: null })
    expect(stage.service.seen).toEqual([])
  })

  it.each<[string, string, string | number]>([
    ['GET', '/v1/models', 200],
    ['GET', '/v1/models?limit=3', 200],
    ['GET', '/v1/%6dodels', 200],
    ['POST', '/v1/chat/completions', 200],
    ['POST', '/v1/chat/a/b', 200],
    ['POST', '/v1/models', 'built_in_not_allowed'],
    ['DELETE', '/v1/models', 'built_in_not_allowed'],
    ['HEAD', '/v1/models', 'built_in_not_allowed'],
    ['GET', '/v1/models/', 'built_in_not_allowed'],
    ['GET', '/v1/models/gpt', 'built_in_not_allowed'],
    ['GET', '/v1/Models', 'built_in_not_allowed'],
    ['GET', '/v1/modelsx', 'built_in_not_allowed'],
    ['GET', '/V1/models', 'built_in_not_allowed'],
    ['POST', '/v1/chat', 'built_in_not_allowed'],
    ['POST', '/v1/chatty', 'built_in_not_allowed'],
    ['GET', '/', 'built_in_not_allowed'],
    ['GET', '', 'built_in_not_allowed'],
    ['GET', '/v1/models?_method=DELETE', 'built_in_not_allowed'],
    ['GET', '/v1/models?a=1&_METHOD=DELETE', 'built_in_not_allowed'],
    ['POST', '/v1/chat/;/admin', 'built_in_not_allowed'],
  ])('%s %s → %s', async (method, path, expected) => {
    await offer({ allow: [{ method: 'GET', path: '/v1/models' }, { method: 'POST', path: '/v1/chat/*' }] })
    if (method === 'HEAD') await expect(call(method, path)).rejects.toThrow()
    else expect(await call(method, path)).toBe(expected)
    expect(stage.service.seen.map((one) => [one.headers.authorization])).toEqual(expected === 200 ? [[`Bearer ${key}`]] : [])
  })

  it.each(['/v1/chat/../admin', '/v1/chat/..;/admin', '/v1/chat/%2e%2e/admin', '/v1/chat/.%2E/admin', '/v1/chat//admin', '/v1/chat/%2Fadmin', '/v1/chat/%2f..%2fadmin', '/v1/chat/\\..\\admin', '/v1/chat/%5c..%5cadmin', '/v1/chat/%252e%252e/admin', '/v1/chat/./admin', '/v1/chat/%00', '/v1/chat/%0d%0aX: y', '//evil.example/v1/chat/x', '/@evil.example/v1/chat/x', '/%zz', '/v1/chat/x#/admin', '/v1/chat/..%00/admin', 'http://evil.example/v1/chat/x'])('a way round the list is refused: %s', async (path) => {
    await offer({ allow: [{ method: '*', path: '/v1/chat/*' }] })
    let answer: string | number
    try {
      answer = await call('POST', path)
    } catch (error) {
      // What the client itself will not put on the wire.
      expect((error as { code?: string }).code).toBe('ERR_UNESCAPED_CHARACTERS')
      return
    }
    expect(['built_in_not_allowed', 'host_not_allowed', 'invalid_request', 'not_found']).toContain(answer)
    expect(stage.service.seen).toEqual([])
  })

  it('a method given in a header changes nothing, and services of the row are outside the list', async () => {
    await offer({ allow: [{ method: 'GET', path: '/*' }] })
    expect(await call('DELETE', '/v1/models', { 'x-http-method-override': 'GET' })).toBe('built_in_not_allowed')
    expect(await call('GET', '/v1/models', { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE', 'x-http-method': 'DELETE' })).toBe(200)
    expect(Object.keys(stage.service.seen[0]!.headers).filter((name) => name.includes('method'))).toEqual([])
    expect(await call('GET', '/v1/models', { 'x-patchbay-service': 'files' })).toBe('built_in_not_allowed')
  })

  it('within the calls a day the platform gives, over all callers of an account', async () => {
    await offer({ allow: [{ method: 'GET', path: '/*' }], dailyCalls: 3 })
    const answers = await Promise.all(Array.from({ length: 6 }, () => call('GET', '/v1/models')))
    expect(answers.map(String).sort()).toEqual(['200', '200', '200', 'rate_limited', 'rate_limited', 'rate_limited'])
    expect(stage.service.seen).toHaveLength(3)
    expect(await (await patchbay.callProvider({ account: account.id, provider: 'offered', path: '/x' })).text()).toBe('served')
    account = await stage.newAccount()
    expect(await call('GET', '/v1/models')).toBe(200)
    await offer({ allow: [], dailyCalls: null })
  })

  it('within them over all processes, however many call at once', async () => {
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
    await offer({ allow: [{ method: 'GET', path: '/*' }], dailyCalls: 25 })
    const gateways = await Promise.all([startGateway({ env: stage.env }), startGateway({ env: stage.env })])
    try {
      const ask = async (url: string): Promise<string> => {
        const response = await fetch(`${url}/api/proxy/accounts/${account.id}/offered/v1/models`, { headers: token.headers })
        const text = await response.text()
        return response.status === 200 ? '200' : (JSON.parse(text) as { errors: { code: string }[] }).errors[0]!.code
      }
      const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => ask([front, ...gateways.map(({ url }) => url)][index % 3]!)))
      expect([answers.filter((one) => one === '200').length, answers.filter((one) => one === 'rate_limited').length]).toEqual([25, 35])
      expect(stage.service.seen).toHaveLength(25)
      for (const { url } of gateways) expect(await ask(url)).toBe('rate_limited')
    } finally {
      await Promise.all(gateways.map((gateway) => gateway.stop()))
      await offer({ allow: [], dailyCalls: null })
    }
  })
})

describe('for the platform’s own code', () => {
  it('resolves by policy, whatever the list says', async () => {
    await offer({ allow: [] })
    const question = { account: account.id, provider: 'offered' }
    expect(await patchbay.getAiConfig(question)).toMatchObject({ source: 'built_in', connection: null, settings: { apiKey: key } })
    expect((await patchbay.callProvider({ ...question, method: 'DELETE', path: '/v1/anything' })).headers.get('x-patchbay-source')).toBe('built_in')
  })

  it('is missing when the policy asks for it and there is none, or it is switched off', async () => {
    await stage.request('PUT', '/api/integrations/routing-policies', { as: account.people.admin, body: { workspaceId: account.id, provider: 'globex', mode: 'built_in' } })
    await expect(patchbay.getAiConfig({ account: account.id, provider: 'globex' })).rejects.toMatchObject({ code: 'built_in_missing' })
    await offer({ enabled: false })
    await expect(patchbay.getAiConfig({ account: account.id, provider: 'offered' })).rejects.toMatchObject({ code: 'credential_missing' })
    await offer({ enabled: true })
  })

  it('goes nowhere the row did not name when the key was given: a new host needs the key again', async () => {
    await stage.importRows(stage.service.row({ key: 'offered', name: 'Offered', baseUrl: 'http://127.0.0.1:9', allowedHosts: ['127.0.0.1:9'] }))
    await expect(patchbay.resolveCredential({ account: account.id, provider: 'offered' })).rejects.toMatchObject({ code: 'host_consent_required' })
    await stage.importRows(stage.service.row({ key: 'offered', name: 'Offered', services: { files: { baseUrl: `${stage.service.url}/files` } } }))
    expect((await patchbay.resolveCredential({ account: account.id, provider: 'offered' })).source).toBe('built_in')
  })
})

describe('making one', () => {
  const make = (body: Record<string, unknown>, as = stage.platform) => stage.request('POST', '/api/built-in-credentials', { as, body })

  it('is refused for an address that a tenant types', async () => {
    expect(codesOf(await make({ provider: 'anywhere', credentialPayload: { apiKey: 'any-key-1', url: 'https://tenant.example' } }))).toEqual(['host_not_allowed'])
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown provider', { provider: 'nothing' }, 'unknown_provider'],
    ['an unknown auth method', { provider: 'from-env', authMethod: 'magic' }, 'unknown_auth_method'],
    ['a key of another form', { provider: 'from-env', credentialPayload: { apiKey: 'x' } }, 'credential_format'],
    ['an allow-list that climbs', { provider: 'from-env', allow: [{ method: 'GET', path: '/v1/%2e%2e' }] }, 'validation_failed'],
    ['an allow-list that is no list', { provider: 'from-env', allow: { method: 'GET' } }, 'validation_failed'],
  ])('is refused with %s', async (_what, body, code) => {
    expect(codesOf(await make(body))).toEqual([code])
  })

  it('is the platform’s alone, and shows no more than a mask', async () => {
    for (const as of [account.people.owner, stage.stranger]) expect((await make({ provider: 'from-env' }, as)).status).toBeGreaterThanOrEqual(403)
    const read = await stage.request('GET', `/api/built-in-credentials/${builtIn}`, { as: stage.platform })
    expect(read.body.maskedCredential.apiKey).toContain('…')
    for (const hidden of ['envelope', 'vaultId', 'dataKey', 'aadVersion', 'agreedHosts', 'credentialPayload']) expect(read.body[hidden]).toBeUndefined()
    expect((await stage.request('GET', '/api/built-in-credentials', { as: account.people.owner })).body?.docs ?? []).toEqual([])
  })
})

describe('PATCHBAY_BUILTIN_…', () => {
  const seed = async (builtIns: { suffix: string; value: string }[]) => {
    const { seedBuiltIns } = await import('#src/server/seedBuiltIns.ts')
    return seedBuiltIns({ req: await createLocalReq({}, stage.payload), builtIns })
  }

  it('makes the credential of a provider with one secret, once, and never changes it', async () => {
    const [first, second] = [stage.service.goodKey(), stage.service.goodKey()]
    await seed([{ suffix: 'FROM_ENV', value: first }])
    await seed([{ suffix: 'FROM_ENV', value: second }])
    expect(await patchbay.getAiConfig({ account: account.id, provider: 'from-env' })).toMatchObject({ source: 'built_in', settings: { apiKey: first } })
  })

  it('names the variable when there is no such provider, or one value is not enough', async () => {
    await expect(seed([{ suffix: 'NOBODY', value: 'any' }])).rejects.toThrow(/^PATCHBAY_BUILTIN_NOBODY names no provider/)
    await expect(seed([{ suffix: 'TWO_PART', value: 'any' }])).rejects.toThrow(/^PATCHBAY_BUILTIN_TWO_PART/)
  })

  it('is read from the environment by its ending', async () => {
    const script = `import { readEnv } from '#src/env.ts'; console.log(JSON.stringify(readEnv().builtIns))`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: join(import.meta.dirname, '../..'), env: { ...process.env, ...stage.env, PATCHBAY_BUILTIN_FROM_ENV: 'value', PATCHBAY_BUILTIN_EMPTY: '' } })
    expect(JSON.parse(stdout)).toEqual([{ suffix: 'FROM_ENV', value: 'value' }])
  })
})
