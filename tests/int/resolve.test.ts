import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { format, inspect, promisify } from 'node:util'
import type * as Patchbay from '#src/patchbay.ts'
import { describe, expect, it, vi } from 'vitest'
import { countStatements, startRemembering } from '#tests/support/countStatements.ts'
import { holdStage } from '#tests/support/holdStage.ts'
import type { Stage, StageAccount } from '#tests/support/startStage.ts'

/** `patchbay` as server code uses it: from any script, in one statement, printing nothing. */

let stage: Stage
let account: StageAccount
let front: string
let patchbay: typeof Patchbay

holdStage({
  open: async (one) => {
    stage = one
    front = await stage.openFront()
    patchbay = await import('#src/patchbay.ts')
    const { service } = stage
    const two = [{ name: 'one', label: 'One' }, { name: 'two', label: 'Two' }]
    const inject = [{ in: 'header', name: 'Authorization', value: 'Bearer {{one}}{{two}}' }]
    await stage.importRows(
      service.row({ key: 'ai', name: 'AI', ai: { sdk: { package: '@ai-sdk/openai', create: 'createOpenAI' }, capabilities: ['text'], defaultModel: 'small', models: ['small', 'large'], baseUrl: `${service.url}/v1` } }),
      service.row({ key: 'two-secrets', name: 'Two secrets', test: null, authMethods: [{ key: 'k', type: 'custom', label: 'Keys', fields: two, inject }] }),
      service.row({ key: 'named-secret', name: 'Named secret', test: null, authMethods: [{ key: 'k', type: 'custom', label: 'Keys', fields: two, inject }], ai: { apiKeyField: 'two' } }),
      service.row({ key: 'no-base', name: 'No base', baseUrl: null, allowedHosts: null, test: null }),
    )
  },
  enter: (one) => void (account = one),
})

const connectAi = (body: Record<string, unknown> = {}, key = stage.service.goodKey()) => stage.connected({ account, key, body: { provider: 'ai', ...body } })
const codeOf = (work: Promise<unknown>) => work.then(() => 'fine', (error: { code: string }) => error.code)

describe('from a plain Node script', () => {
  it('resolves and calls, without Next, React or Payload', async () => {
    const key = stage.service.goodKey()
    const { id } = await connectAi({ displayName: 'From a script' }, key)
    const script = `
      import { registerHooks } from 'node:module'
      const loaded = []
      registerHooks({ resolve(specifier, context, next) { const found = next(specifier, context); loaded.push(found.url); return found } })
      const { callProvider, getAiConfig, resolveCredential, PatchbayError } = await import('patchbay')
      const question = { account: ${JSON.stringify(account.id)}, provider: 'ai' }
      const config = await getAiConfig(question)
      const viaSettings = await config.settings.fetch(config.settings.baseURL.replace('/v1', '/me'), { headers: { authorization: 'Bearer ' + config.settings.apiKey } })
      const called = await callProvider({ ...question, path: '/me' })
      const refused = await getAiConfig({ ...question, provider: 'globex' }).catch((error) => [error.code, error instanceof PatchbayError])
      console.log(JSON.stringify({
        isKey: config.settings.apiKey === process.env.EXPECTED_KEY, connection: config.connection, source: config.source, sdk: config.sdk, config,
        values: Object.keys((await resolveCredential(question)).values), statuses: [viaSettings.status, called.status], used: called.headers.get('x-patchbay-connection'), body: await called.json(), refused,
        foreign: loaded.filter((url) => /node_modules\\/(@?payload|next\\/|react|@next)/.test(url)),
      }))
    `
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: join(import.meta.dirname, '../..'), env: { ...process.env, ...stage.env, EXPECTED_KEY: key }, timeout: 60_000 })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({
      isKey: true, connection: { id, label: 'From a script', version: 1 }, source: 'byo', sdk: { package: '@ai-sdk/openai', create: 'createOpenAI' }, config: '[redacted]',
      values: ['apiKey'], statuses: [200, 200], used: id, body: { user: { name: 'Ann of Globex', id: 'u-1' } }, refused: ['credential_missing', true], foreign: [],
    })
  })
})

describe('getAiConfig', () => {
  it('gives everything an SDK needs', async () => {
    const key = stage.service.goodKey()
    const { id } = await connectAi({ credentialPayload: { apiKey: key, note: 'plain' }, expiresAt: '2999-01-01' })
    const config = await patchbay.getAiConfig({ account: account.id, provider: 'ai', capability: 'text', model: 'large' })
    expect({ ...config, settings: { ...config.settings, fetch: typeof config.settings.fetch } }).toEqual({
      provider: 'ai', source: 'byo', policy: 'auto', reasons: [{ code: 'policy_auto', text: expect.any(String) }, { code: 'own_credential', text: expect.stringContaining('AI 1') }],
      connection: { id, label: 'AI 1', version: 1 }, sdk: { package: '@ai-sdk/openai', create: 'createOpenAI' },
      settings: { apiKey: key, baseURL: `${stage.service.url}/v1`, headers: {}, fetch: 'function' }, fields: { note: 'plain' },
      models: { allow: ['small', 'large'], default: 'large' }, maxRetries: 0, expiresAt: new Date('2999-01-01'),
    })
  })

  it.each<[string, { provider: string; capability?: string; model?: string; connectionId?: string }, string]>([
    ['a capability the row does not name', { provider: 'ai', capability: 'image' }, 'provider_unavailable'],
    ['a model the row does not allow', { provider: 'ai', model: 'huge' }, 'validation_failed'],
    ['a row of two secrets, none of them named', { provider: 'two-secrets' }, 'provider_unavailable'],
    ['a row without a base', { provider: 'no-base' }, 'provider_unavailable'],
    ['nothing connected', { provider: 'globex' }, 'credential_missing'],
    ['an unknown provider', { provider: 'nothing' }, 'unknown_provider'],
    ['an id that is none', { provider: 'ai', connectionId: "' or true" }, 'not_found'],
    ['a connection of another provider', { provider: 'globex', connectionId: 'ai' }, 'not_found'],
  ])('throws, and never leaves apiKey or baseURL undefined: %s', async (_what, question, code) => {
    const { id } = await connectAi()
    for (const provider of ['two-secrets', 'no-base']) await stage.connected({ account, body: { provider, credentialPayload: provider === 'no-base' ? { apiKey: 'globex_a_1' } : { one: 'first-secret', two: 'second-secret' } } })
    for (const via of ['direct', 'proxy'] as const) {
      if (via === 'proxy' && question.provider === 'two-secrets') continue
      expect(await codeOf(patchbay.getAiConfig({ account: account.id, via, ...question, ...(question.connectionId === 'ai' ? { connectionId: id } : {}) }))).toBe(code)
    }
  })

  it('takes the secret the row names', async () => {
    await stage.connected({ account, body: { provider: 'named-secret', credentialPayload: { one: 'first-secret', two: 'second-secret' } } })
    expect((await patchbay.getAiConfig({ account: account.id, provider: 'named-secret' })).settings.apiKey).toBe('second-secret')
  })

  it('prints as [redacted], however it gets into a log', async () => {
    const key = stage.service.goodKey()
    await connectAi({}, key)
    const config = await patchbay.getAiConfig({ account: account.id, provider: 'ai' })
    const resolved = await patchbay.resolveCredential({ account: account.id, provider: 'ai' })
    const print = (value: unknown) => [JSON.stringify({ value }), JSON.stringify([value]), format('%o %O %j %s', value, value, value, value), inspect(value, { depth: 9, showHidden: true }), inspect({ nested: [value] }, { depth: 9 }), `${value as string}`, String(value)]
    for (const value of [config, config.settings, resolved, resolved.values]) {
      for (const text of print(value)) {
        expect(text).toContain('[redacted]')
        expect(text).not.toContain(key)
      }
    }
  })
})

/** As AI SDKs make them: the key becomes an Authorization header, and the settings' own headers come on top. */
const sdkHeaders = ({ apiKey, headers }: { apiKey: string; headers: Record<string, string> }): Record<string, string> =>
  Object.fromEntries(new Headers(Object.entries({ Authorization: `Bearer ${apiKey}`, ...headers })))

describe('via: proxy', () => {
  it('gives a short-lived token and our own address, and the key stays here', async () => {
    const key = stage.service.goodKey()
    const { id } = await connectAi({}, key)
    const { settings } = await patchbay.getAiConfig({ account: account.id, provider: 'ai', via: 'proxy' })
    expect(settings.baseURL).toBe(`${stage.env.PATCHBAY_PUBLIC_URL}/api/proxy/connections/${id}/v1`)
    expect(settings.apiKey).toMatch(/^pb_/)
    expect(settings.apiKey).not.toContain(key)
    expect(settings.headers).toEqual({})
    const seen = stage.service.seen.length
    const response = await fetch(`${settings.baseURL.replace(stage.env.PATCHBAY_PUBLIC_URL!, front)}/chat`, { method: 'POST', headers: sdkHeaders(settings), body: '{}' })
    expect(response.headers.get('x-patchbay-connection')).toBe(id)
    expect(stage.service.seen[seen]).toMatchObject({ url: '/v1/chat', headers: { authorization: `Bearer ${key}` } })
    expect(JSON.stringify(stage.service.seen[seen])).not.toContain(settings.apiKey)

    const other = await stage.newAccount()
    const foreign = await fetch(`${front}/api/proxy/accounts/${other.id}/ai/me`, { headers: sdkHeaders(settings) })
    expect(foreign.status).toBe(404)
    await stage.sql(`update api_tokens set expires_at = now() - interval '1 second' where account_id = $1`, [account.id])
    expect((await fetch(`${front}/api/proxy/connections/${id}/me`, { headers: sdkHeaders(settings) })).status).toBe(401)
    await patchbay.getAiConfig({ account: account.id, provider: 'ai', via: 'proxy' })
    expect(await stage.sql(`select 1 from api_tokens where account_id = $1`, [account.id])).toHaveLength(1)
  })
})

describe('the token of via: proxy', () => {
  const send = async (path: string, headers: Record<string, string>) => (await fetch(`${front}/api/proxy/${path}`, { headers })).status

  it('is good for the connection it was made for, and for nothing else', async () => {
    const { id } = await connectAi()
    const { id: twin } = await connectAi({ displayName: 'Twin' })
    const { id: another } = await stage.connected({ account })
    const headers = sdkHeaders((await patchbay.getAiConfig({ account: account.id, provider: 'ai', connectionId: id, via: 'proxy' })).settings)
    expect(await send(`connections/${id.toUpperCase()}/me`, headers)).toBe(200)
    for (const path of [`connections/${twin}/me`, `connections/${another}/me`, `accounts/${account.id}/ai/me`, `accounts/${account.id}/globex/me`]) expect([path, await send(path, headers)]).toEqual([path, 404])
    // Nor anywhere but at the proxy.
    for (const path of ['connections', 'api-tokens', `integrations/resolve?workspaceId=${account.id}&provider=ai`]) {
      expect((await stage.request('GET', `/api/${path}`, { headers })).status).toBe(401)
    }
  })

  it('calls with a private connection for its owner, as long as they may', async () => {
    const { member, owner } = account.people
    const { id } = await stage.connected({ account, as: member, body: { provider: 'ai', visibility: 'private' } })
    const question = { account: account.id, provider: 'ai', user: member.id }
    const { connection, settings } = await patchbay.getAiConfig({ ...question, via: 'proxy' })
    expect(connection?.id).toBe(id)
    expect(await send(`connections/${id}/me`, sdkHeaders(settings))).toBe(200)
    expect(await codeOf(patchbay.getAiConfig({ ...question, user: owner.id, via: 'proxy' }))).toBe('credential_missing')
    await stage.sql(`update memberships set role = 'viewer' where account_id = $1 and user_id = $2`, [account.id, member.id])
    expect(await send(`connections/${id}/me`, sdkHeaders(settings))).toBe(403)
    await stage.sql('delete from memberships where account_id = $1 and user_id = $2', [account.id, member.id])
    expect(await send(`connections/${id}/me`, sdkHeaders(settings))).toBe(404)
  })
})

describe('statements', () => {
  it('one for a cold resolve, and none while nothing changed', async () => {
    await connectAi()
    const question = { account: account.id, provider: 'ai' }
    const works = [() => patchbay.resolveCredential(question), () => patchbay.getAiConfig(question), async () => (await patchbay.callProvider({ ...question, path: '/me' })).text()]
    for (const work of works) {
      await startRemembering()
      expect([await countStatements(work), await countStatements(work)]).toEqual([['patchbay_call'], []])
    }
  })

  it('one for a cold call through the proxy, none for the next; one more for people, whose sign-in is always asked for', async () => {
    const { id } = await connectAi()
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
    for (const path of [`connections/${id}/me`, `accounts/${account.id}/ai/me`]) {
      const call = (headers: Record<string, string>) => async () => (await fetch(`${front}/api/proxy/${path}`, { headers })).text()
      await startRemembering()
      expect([await countStatements(call(token.headers)), await countStatements(call(token.headers))]).toEqual([['patchbay_call'], []])
      const person = call(account.people.member.headers)
      expect([await countStatements(person), await countStatements(person)]).toEqual([['patchbay_caller_person', 'patchbay_call'], ['patchbay_caller_person']])
    }
  })

  it('one for each call while nobody says what changes', async () => {
    const { id } = await connectAi()
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
    const { runtime } = await import('#src/server/runtime.ts')
    const deaf = vi.spyOn(runtime().changes, 'isFresh').mockReturnValue(false)
    const call = async () => (await fetch(`${front}/api/proxy/connections/${id}/me`, { headers: token.headers })).text()
    expect([await countStatements(call), await countStatements(call)]).toEqual([['patchbay_call'], ['patchbay_call']])
    deaf.mockRestore()
  })

  it('notes when a token was last used, in passing', async () => {
    const { id } = await connectAi()
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
    await (await fetch(`${front}/api/proxy/connections/${id}/me`, { headers: token.headers })).text()
    await vi.waitFor(async () => expect((await stage.sql('select last_used_at from api_tokens where id = $1', [token.id]))[0]?.last_used_at).not.toBeNull(), { timeout: 10_000 })
  })
})
