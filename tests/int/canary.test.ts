import { format, inspect } from 'node:util'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { dumpDatabase } from '#tests/support/dumpDatabase.ts'
import { findSecrets, plantSecret, type Planted } from '#tests/support/findSecrets.ts'
import { makeGranted } from '#tests/support/makeGranted.ts'
import type { SendRequest, TestActor } from '#tests/support/startServer.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { startTokenService } from '#tests/support/startTokenService.ts'

/** Secrets of every kind go in, are used well and badly, and must not be met again anywhere but in the vault. */

const planted: Planted[] = []
const plant = (name: string, options: { prefix?: string; marks?: string } = {}): Planted => {
  const made = plantSecret({ name, ...options })
  planted.push(made)
  return made
}
/** Everything that came out, by where it came out. */
const sinks: { name: string; text: string }[] = []
let stage: Stage
let account: StageAccount
let proxy: string
let logged = ''
/** What the service does with what it gets. */
let mood: 'kind' | 'refusing' | 'failing' | 'redirecting' = 'kind'

/** A row for each place a credential can go to. Headers and cookies bear fewer characters than the rest. */
const kinds = {
  header: { inject: [{ in: 'header', name: 'X-Key', value: 'Key {{secret}}' }], marks: '"&<\'\\+/=' },
  query: { inject: [{ in: 'query', name: 'key', value: '{{secret}}' }], marks: '"&<\'\\+/= ü' },
  cookie: { inject: [{ in: 'cookie', name: 'sid', value: '{{secret}}' }], marks: '&<\'+/=' },
  body: { inject: [{ in: 'body', name: 'token', value: '{{secret}}' }], marks: '"&<\'\\+/= ü' },
  path: { inject: [{ in: 'path', value: '/bot{{secret}}' }], marks: ':+=' },
} as const
const rowOf = (kind: keyof typeof kinds) =>
  stage.service.row({
    key: `canary-${kind}`, name: `Canary ${kind}`, retry: { on: [], maxAttempts: 1 },
    authMethods: [{ key: 'key', type: 'custom', label: 'Key', fields: [{ name: 'secret', label: 'Secret' }, { name: 'note', label: 'Note', secret: false, required: false }], inject: kinds[kind].inject }],
    test: { method: 'POST', path: '/me', body: { hello: 'there' }, expect: [200], errorAt: '/error/message', identity: { label: '/user/name', id: '/user/id' }, scopes: { header: 'x-scopes', separator: ',' } },
  })
const basicRow = () => stage.service.row({ key: 'canary-basic', name: 'Canary basic', retry: { on: [], maxAttempts: 1 }, authMethods: [{ key: 'basic', type: 'basic', label: 'Sign-in' }] })
/** Nobody listens there: addresses and headers end up in the errors of the socket. */
const deadRow = () => stage.service.row({ key: 'canary-dead', name: 'Canary dead', baseUrl: 'http://127.0.0.1:9', allowedHosts: ['127.0.0.1:9'], authMethods: [{ key: 'key', type: 'custom', label: 'Key', fields: [{ name: 'secret', label: 'Secret' }], inject: [...kinds.path.inject, ...kinds.query.inject, ...kinds.header.inject] }], retry: { on: [502], maxAttempts: 2 } })

/** Says back everything it was sent, in its status line, headers and body, in several escapings. */
function echo(request: IncomingMessage, response: ServerResponse): void {
  const { url = '', headers, body } = stage.service.seen.at(-1)!
  const heard = `${url} ${decodeURIComponent(url.replace(/%(?![0-9a-f]{2})/gi, '%25'))} ${JSON.stringify(headers)} ${body}`
  const encoded = [heard, encodeURIComponent(heard), Buffer.from(heard).toString('base64'), Buffer.from(heard).toString('hex'), heard.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')].join(' | ')
  const oneLine = encodeURIComponent(heard).slice(0, 900)
  const secret = Object.values(headers).concat(url).join(' ').replace(/[^\x21-\x7e ]/g, '')
  response.statusMessage = oneLine.slice(0, 200)
  response.setHeader('x-echo', oneLine)
  response.setHeader('x-scopes', secret.slice(0, 500))
  response.setHeader('www-authenticate', `Bearer error="${oneLine.slice(0, 200)}"`)
  if (mood === 'redirecting') return void response.writeHead(302, { location: `https://elsewhere.example/?${oneLine}` }).end(encoded)
  const status = mood === 'kind' ? 200 : mood === 'refusing' ? 401 : 500
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ user: { name: encoded.slice(0, 3_000), id: secret.slice(0, 300) }, error: { message: encoded } }))
}

const send: SendRequest = async (method, path, options) => {
  const answer = await stage.request(method, path, options)
  sinks.push({ name: `answer to ${method} ${path.replace(/[?].*/, '')}`, text: `${JSON.stringify([...answer.headers])}\n${answer.text}` })
  return answer
}
const connect = (body: Record<string, unknown>, as: TestActor = account.people.owner) => send('POST', '/api/integrations/provider-connections', { as, body: { workspaceId: account.id, ...body } })

beforeAll(async () => {
  stage = await startStage()
  account = await stage.newAccount()
  stage.service.turn(echo)
  await stage.importRows(...(Object.keys(kinds) as (keyof typeof kinds)[]).map(rowOf), basicRow(), deadRow())
  proxy = `${await stage.openFront()}/api/proxy`
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void (logged += `${format(...parts)}\n`))
  // The logger's own stream: what it would have written, redaction and all.
  const logger = stage.payload.logger as unknown as Record<symbol, unknown> & { level: string }
  const stream = Object.getOwnPropertySymbols(logger).find((symbol) => symbol.description === 'pino.stream')
  logger[stream!] = { write: (line: string) => void (logged += line) }
  logger.level = 'trace'
})
afterAll(async () => {
  vi.restoreAllMocks()
  await stage?.stop()
})

describe('the search itself', () => {
  const secret = plantSecret({ name: 'planted' })
  const look = (text: string) => findSecrets({ text, planted: [secret] }).length > 0
  it.each<[string, (text: string) => string]>([
    ['raw', (text) => text],
    ['cut in half', (text) => text.slice(0, text.length - 16)],
    ['URL-escaped', encodeURIComponent],
    ['form-escaped', (text) => new URLSearchParams({ a: text }).toString()],
    ['JSON-escaped', (text) => JSON.stringify(JSON.stringify(text))],
    ['HTML-escaped', (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;')],
    ['hex', (text) => Buffer.from(text).toString('hex')],
    ['HEX', (text) => Buffer.from(text).toString('hex').toUpperCase()],
    ...[0, 1, 2].flatMap((offset): [string, (text: string) => string][] => (['base64', 'base64url'] as const).map((encoding) => [`${encoding} behind ${offset} bytes`, (text) => Buffer.from(`${'u:'.slice(0, offset)}${text} and more`).toString(encoding)])),
  ])('finds a secret that is %s', (_form, write) => {
    expect(look(`before ${write(secret.text)} after`)).toBe(true)
    expect(look(`before ${write('nothing to see here, move along please, thank you')} after`)).toBe(false)
  })

  it('finds one in a table of the database, in a log line and in an answer', async () => {
    const leak = plantSecret({ name: 'leak' })
    await stage.sql(`insert into audit_events (action, actor_kind, outcome, changed, target_label) values ('leak', 'system', 'done', '[]', $1)`, [leak.text])
    stage.payload.logger.info(`x ${leak.core}`)
    console.log('y', Buffer.from(leak.core).toString('base64'))
    const dumped = (await dumpDatabase(stage.sql)).filter(({ text }) => findSecrets({ text, planted: [leak] }).length > 0)
    expect(dumped.map(({ name }) => name)).toEqual(['public.audit_events'])
    expect(findSecrets({ text: logged, planted: [leak] }).length).toBeGreaterThan(0)
    await stage.sql(`delete from audit_events where action = 'leak'`)
    logged = ''
  })
})

describe('secrets of every kind', () => {
  it.each(Object.keys(kinds) as (keyof typeof kinds)[])('in the %s: connected, refused, called, failing', async (kind) => {
    const { marks } = kinds[kind]
    const provider = `canary-${kind}`
    for (mood of ['refusing', 'failing', 'redirecting', 'kind'] as const) {
      const secret = plant(`${kind}, ${mood}`, { marks })
      await send('POST', '/api/integrations/test', { as: account.people.owner, body: { workspaceId: account.id, provider, credentialPayload: { secret: secret.text } } })
      const made = await connect({ provider, credentialPayload: { secret: secret.text } })
      expect([mood, made.status], made.text).toEqual([mood, mood === 'kind' ? 201 : mood === 'refusing' ? 422 : 502])
    }
    const stored = plant(`${kind}, stored`, { marks })
    const { id } = (await connect({ provider, displayName: `Stored ${kind}`, test: false, credentialPayload: { secret: stored.text, note: 'plain' } })).body.connection
    const replaced = plant(`${kind}, replaced`, { marks })
    for (mood of ['refusing', 'failing', 'redirecting', 'kind'] as const) {
      await send('POST', `/api/connections/${id}/test`, { as: account.people.owner })
      await connect({ connectionId: id, credentialPayload: { secret: replaced.text } })
      await send('PATCH', `/api/connections/${id}`, { as: account.people.owner, body: { displayName: `Stored ${kind} ${mood}`, credentialPayload: { secret: replaced.text } } })
      const seen = stage.service.seen.length
      const response = await fetch(`${proxy}/connections/${id}/v1/things?q=1`, { method: 'POST', body: JSON.stringify({ a: 1 }), headers: { 'content-type': 'application/json', ...account.people.member.headers }, redirect: 'manual' })
      // The provider's own words go back as they are; ours are a sink.
      const text = await response.text()
      if (response.headers.get('x-patchbay-origin') !== 'provider') sinks.push({ name: `proxy refusal (${kind}, ${mood})`, text })
      expect([200, 302, 401, 409, 500, 502]).toContain(response.status)
      if (mood === 'kind') expect(findSecrets({ text: JSON.stringify(stage.service.seen.slice(seen)), planted: [replaced] }).length, 'the credential did arrive').toBeGreaterThan(0)
    }
    await inProcess({ provider, connectionId: id })
    const { body } = await send('POST', `/api/connections/${id}/${kind === 'body' ? 'revoke' : 'deactivate'}`, { as: account.people.owner })
    expect(body.connection.status).toBe(kind === 'body' ? 'revoked' : 'inactive')
  })

  it('as user name and password, and where nobody listens', async () => {
    const password = plant('basic password', { marks: '"&<\'+/=:' })
    mood = 'refusing'
    const refused = await connect({ provider: 'canary-basic', credentialPayload: { username: 'ann', password: password.text } })
    expect(refused.status).toBe(422)
    mood = 'kind'
    expect((await connect({ provider: 'canary-basic', credentialPayload: { username: 'ann', password: password.text } })).status).toBe(201)
    await inProcess({ provider: 'canary-basic' })

    const lost = plant('to a closed port', { marks: '+=' })
    expect((await connect({ provider: 'canary-dead', credentialPayload: { secret: lost.text } })).status).toBe(502)
    const { id } = (await connect({ provider: 'canary-dead', test: false, credentialPayload: { secret: lost.text } })).body.connection
    await send('POST', `/api/connections/${id}/test`, { as: account.people.owner })
    const response = await fetch(`${proxy}/connections/${id}/x`, { headers: account.people.member.headers })
    sinks.push({ name: 'proxy refusal (closed port)', text: await response.text() })
    await inProcess({ provider: 'canary-dead' })
  })

  it('as tokens: renewed, refused in words that hold them, answered with garbage', async () => {
    const service = await startTokenService({ makeCore: (kind) => plant(`token (${kind})`, { marks: '' }).core })
    planted.push({ name: 'secret of a client', text: service.client.clientSecret, core: service.client.clientSecret })
    await stage.importRows(service.row({ key: 'canary-tokens', name: 'Canary tokens' }))
    const grant = service.newGrant()
    const id = await makeGranted({ payload: stage.payload, account: account.id, owner: account.people.owner.id, service, grant, provider: 'canary-tokens', endsInSeconds: -1, dueInSeconds: -60 })
    const words = (): string => [grant.refreshToken, grant.accessToken, service.client.clientSecret].flatMap((one) => [one, encodeURIComponent(one), Buffer.from(one).toString('base64')]).join(' ')
    const answers: [status: number, body: () => string, headers?: () => Record<string, string>][] = [
      [500, words], [200, () => `<html>${words()}`], [200, () => `{"access_token": "${words()}`], [307, words, () => ({ location: `https://elsewhere.example/?${encodeURIComponent(words())}` })],
      [400, () => JSON.stringify({ error: words().slice(0, 90), error_description: words() })], [400, () => JSON.stringify({ error: 'invalid_grant', error_description: words() })],
      [200, () => JSON.stringify({ access_token: `${grant.accessToken}\n`, token_type: words(), expires_in: words(), scope: words() })],
    ]
    for (const [status, body, headers = () => ({})] of answers) {
      service.turn({ before: (_request, response) => void response.writeHead(status, { 'content-type': 'application/json', ...headers() }).end(body()) })
      expect((await send('POST', `/api/connections/${id}/refresh`, { as: account.people.owner })).body.result.outcome).toMatch(/transient|error/)
      await inProcess({ provider: 'canary-tokens', connectionId: id })
      await send('POST', `/api/connections/${id}/test`, { as: account.people.owner })
      const called = await fetch(`${proxy}/connections/${id}/me`, { headers: account.people.member.headers })
      if (called.headers.get('x-patchbay-origin') !== 'provider') sinks.push({ name: `proxy refusal (token, ${status})`, text: await called.text() })
    }
    service.turn()
    expect((await send('POST', `/api/connections/${id}/refresh`, { as: account.people.owner })).body).toMatchObject({ connection: { status: 'active' }, result: { outcome: 'refreshed' } })
    await inProcess({ provider: 'canary-tokens', connectionId: id })
    await service.stop()
  })

  it('of the platform: built-in credentials, OAuth clients, tokens, passwords', async () => {
    const as = stage.platform
    const builtIn = plant('built-in')
    const made = await send('POST', '/api/built-in-credentials', { as, body: { provider: 'canary-header', credentialPayload: { secret: builtIn.text }, allow: [{ method: 'GET', path: '/*' }] } })
    expect(made.status).toBe(201)
    await send('PATCH', `/api/built-in-credentials/${made.body.doc.id}`, { as, body: { credentialPayload: { secret: plant('built-in, replaced').text } } })
    await send('PATCH', `/api/built-in-credentials/${made.body.doc.id}`, { as, body: { credentialPayload: { wrong: plant('built-in, wrong field').text } } })
    await send('POST', '/api/built-in-credentials', { as, body: { provider: 'canary-header', purpose: 'client', credentialPayload: { clientId: 'id', clientSecret: plant('client secret').text } } })
    const other = await stage.newAccount()
    const called = await fetch(`${proxy}/accounts/${other.id}/canary-header/x`, { headers: other.people.member.headers })
    expect(called.headers.get('x-patchbay-source')).toBe('built_in')
    mood = 'refusing'
    const refused = await fetch(`${proxy}/accounts/${other.id}/canary-header/x`, { headers: other.people.member.headers })
    sinks.push({ name: 'refusal of a built-in credential', text: `${JSON.stringify([...refused.headers])}${await refused.text()}` })

    const password = plant('password')
    const email = 'canary@example.test'
    expect((await send('POST', '/api/users', { as, body: { email, password: password.text, name: 'Canary' } })).status).toBe(201)
    const signIn = (text: string) => send('POST', '/api/users/login', { body: { email, password: text } })
    await signIn(plant('wrong password').text)
    await stage.request('POST', '/api/users/login', { body: { email, password: password.text } })
    await send('PATCH', `/api/users/${as.id}`, { as, body: { password: plant('new password').text } })

    const token = await stage.request('POST', '/api/api-tokens', { as: account.people.owner, body: { name: 'Canary', account: account.id, scopes: ['use', 'read'] } })
    planted.push({ name: 'API token', text: token.body.token, core: token.body.token.slice(-32) })
    await send('GET', '/api/connections', { as: { ...as, headers: { authorization: `Bearer ${token.body.token}` } } })
    for (const [name, variable] of [['signing secret', 'PAYLOAD_SECRET'], ['encryption key', 'PATCHBAY_ENCRYPTION_KEY']] as const) planted.push({ name, text: stage.env[variable]!, core: stage.env[variable]!.slice(0, 32) })
  })

  it('in the wrong place: names, rows, bodies that cannot be read, addresses', async () => {
    const as = account.people.owner
    const shaped = (name: string) => plant(name, { prefix: ['sk', 'live', ''].join('_'), marks: 'a1' }).text
    for (const body of [{ displayName: shaped('display name') }, { displayName: plant('name that is too long').text.repeat(3) }, { expiresAt: plant('expiry').text }, { provider: plant('provider').text }, { authMethod: plant('auth method').text, provider: 'canary-header' }]) await connect({ provider: 'canary-header', ...body })
    await connect({ provider: 'canary-header', credentialPayload: { secret: [plant('in a list').text] } })
    await connect({ provider: 'canary-header', credentialPayload: { secret: `${plant('with a line break').text}\nx` } })
    await connect({ provider: 'globex', credentialPayload: { apiKey: plant('of another form').text } })
    await send('POST', '/api/integrations/provider-connections', { as, body: `{"credentialPayload":{"secret":"${plant('cut JSON', { marks: '' }).text}`, headers: { 'content-type': 'application/json' } })
    for (const path of [`/api/connections/${plant('id').core}`, `/api/connections/${plant('id of a verb').core}/test`, `/api/nothing/${plant('unknown path').core}`]) await send(path.endsWith('test') ? 'POST' : 'GET', path, { as })
    await send('GET', `/api/connections?where[displayName][equals]=${plant('query').core}&where[envelope][like]=x`, { as })
    await send('PATCH', `/api/accounts/${account.id}`, { as, body: { name: shaped('account name') } })
    await send('POST', '/api/api-tokens', { as, body: { name: shaped('token name'), account: account.id, scopes: ['use'] } })
    const field = (rest: object) => stage.service.row({ key: 'canary-row', name: 'Row', authMethods: [{ key: 'key', type: 'bearer', label: 'Key', fields: [{ name: 'token', label: 'Token', ...rest }] }] })
    const rows = [field({ default: shaped('row default') }), field({ example: shaped('row example') }), field({ hint: shaped('row hint') }), stage.service.row({ key: 'canary-row', baseUrl: `https://user:${plant('in a base URL', { marks: '' }).text}@example.com` }), stage.service.row({ key: 'canary-row', test: { method: 'GET', path: '/', headers: { authorization: `Bearer ${shaped('row header')}` } } })]
    for (const row of rows) {
      const answer = await send('POST', '/api/integration-providers/import', { as: stage.platform, body: { providers: [row] } })
      expect(answer.body.results).toMatchObject([{ action: 'refused' }])
      await send('POST', '/api/integration-providers', { as: stage.platform, body: row })
    }
  })

  it('are nowhere afterwards: every answer, log line and table', async () => {
    const { owner, admin, member, viewer } = account.people
    for (const as of [stage.platform, owner, admin, member, viewer]) {
      for (const { slug } of stage.config.collections) {
        const list = await send('GET', `/api/${slug}?limit=200&depth=2`, { as })
        for (const { id } of (list.body?.docs ?? []).slice(0, 40)) for (const path of [`/api/${slug}/${id}?depth=2`, ...(slug === 'connections' ? [`/api/connections/${id}/impact`] : [])]) await send('GET', path, { as })
        for (const part of ['versions', 'count', 'export']) await send('GET', `/api/${slug}/${part}?limit=200`, { as })
      }
      for (const { slug } of stage.config.globals) await send('GET', `/api/globals/${slug}`, { as })
      for (const path of [`/api/integrations/resolve?workspaceId=${account.id}&provider=canary-header`, `/api/integrations/routing-policies?workspaceId=${account.id}`, '/api/openapi.json', '/api/health', '/api/users/me', '/api/access']) await send('GET', path, { as: path === '/api/users/me' ? { ...as, headers: {} } : as })
    }
    await send('GET', '/api/connections', { as: stage.removed })
    const { callEngine } = await import('#src/server/callEngine.ts')
    await callEngine().recorder.flush()
    sinks.push({ name: 'log', text: logged }, ...(await dumpDatabase(stage.sql)).map(({ name, text }) => ({ name: `table ${name}`, text })))
    expect(planted.length).toBeGreaterThan(50)
    expect(sinks.length).toBeGreaterThan(300)
    expect(logged.length).toBeGreaterThan(0)
    expect(sinks.flatMap(({ name, text }) => findSecrets({ text, planted }).map((found) => `${name}: ${found}`))).toEqual([])
  })
})

/** Server code that prints what it got, and what it was refused with. */
async function inProcess({ provider, connectionId }: { provider: string; connectionId?: string }): Promise<void> {
  const { callProvider, getAiConfig, resolveCredential } = await import('#src/patchbay.ts')
  const question = { account: account.id, provider, ...(connectionId === undefined ? {} : { connectionId }) }
  const print = (value: unknown): void => {
    console.log('got', value, String(value))
    console.error(JSON.stringify({ value }), inspect(value, { depth: 20, showHidden: true }))
    if (value instanceof Error) console.error(value.stack, value.cause)
  }
  for (mood of ['kind', 'failing', 'redirecting'] as const) {
    for (const work of [() => getAiConfig(question), () => resolveCredential(question), () => callProvider({ ...question, path: '/x', method: 'POST', body: { a: 1 } }).then(({ status }) => status)]) await work().then(print, print)
  }
  await resolveCredential({ ...question, account: randomUUID() }).then(print, print)
  mood = 'kind'
}
