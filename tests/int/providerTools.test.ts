import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import type { RowHistoryPage } from '#src/engine/catalog/RowHistoryPage.ts'
import type { RowVersion } from '#src/engine/catalog/RowVersion.ts'
import { spellSecret } from '#tests/e2e/support/findLeaks.ts'
import { dumpDatabase } from '#tests/support/dumpDatabase.ts'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { codesOf, fieldsOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** What platform admins do with a row besides saving it: try it, look at what a change touches, put a version back. */
let stage: Stage
let account: StageAccount
beforeAll(async () => {
  stage = await startStage()
})
beforeEach(async () => {
  await stage.sql('delete from connections')
  await stage.importRows(stage.service.row())
  account = await stage.newAccount()
})
afterAll(() => stage.stop())

type Row = Record<string, unknown>
const send = (method: string, path: string, body?: unknown) => stage.request(method, `/api/integration-providers${path}`, { as: stage.platform, ...(body === undefined ? {} : { body }) })
const idOf = async (key: string): Promise<string> => (await stage.sql<{ id: string }>('select id from integration_providers where key = $1', [key]))[0]!.id
const document = async (key = 'globex'): Promise<Row & { id: string }> => expectStatus(await send('GET', `/${await idOf(key)}`)).body
const eventsOf = (action: string) => stage.sql<{ outcome: string; code: string | null; actor_label: string; changed: string[] } & Row>('select * from audit_events where action = $1 order by created_at', [action])
const withMethod = (rest: Row, of: Row = {}): Row => {
  const row = stage.service.row(of) as unknown as { authMethods: Row[] }
  return { ...row, authMethods: [{ ...row.authMethods[0], ...rest }] }
}

describe('a dry run', () => {
  const dryRun = (credentialPayload: Row, provider: unknown = stage.service.row({ key: 'not-saved' }), rest: Row = {}) => send('POST', '/dry-run', { provider, credentialPayload, ...rest })

  it('of a row that is not saved shows the request and the verdict, and stores nothing', async () => {
    const key = stage.service.goodKey()
    const { body, headers } = expectStatus(await dryRun({ apiKey: key }))
    expect(body).toMatchObject({
      authMethod: 'api-key',
      request: { method: 'GET', url: `${stage.service.url}/me`, headers: expect.arrayContaining([{ name: 'authorization', value: 'Bearer ••••••••' }]) },
      result: { ok: true, httpStatus: 200, identity: { label: 'Ann of Globex' }, latencyMs: expect.any(Number) },
      answer: { status: 200, body: expect.stringContaining('Ann of Globex') },
    })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(await stage.sql('select 1 from integration_providers where key = $1', ['not-saved'])).toEqual([])
    const everything = JSON.stringify([await dumpDatabase(stage.sql), body])
    expect(spellSecret(key).filter((spelling) => everything.includes(spelling))).toEqual([])
  })

  it('of a wrong key says why, with the service’s own words', async () => {
    const wrong = ['globex', 'wrong', randomBytes(8).toString('hex')].join('_')
    expect(expectStatus(await dryRun({ apiKey: wrong })).body).toMatchObject({ result: { ok: false, code: 'credential_rejected', httpStatus: 401, note: 'No such key.' } })
  })

  it('takes the row as the form holds it', async () => {
    const { body } = expectStatus(await dryRun({ apiKey: stage.service.goodKey() }, await document()))
    expect(body.result).toMatchObject({ ok: true })
  })

  it('takes a token in place of the sign-in that gives one out', async () => {
    const row = withMethod({ key: 'oauth', type: 'oauth2_client_credentials', fields: [], inject: [], oauth: { tokenUrl: 'https://sign-in.example.com/token' } })
    expect(expectStatus(await dryRun({ accessToken: stage.service.goodKey() }, row)).body).toMatchObject({ result: { ok: true } })
    expect(fieldsOf(await dryRun({}, row))).toEqual(['credentialPayload.accessToken'])
  })

  it('leaves its trace in the trail, without a value', async () => {
    await stage.sql(`delete from audit_events where action = 'provider.dry_run'`)
    expectStatus(await dryRun({ apiKey: stage.service.goodKey() }))
    stage.service.turn((_request, response) => response.writeHead(401).end())
    expectStatus(await dryRun({ apiKey: stage.service.goodKey() }))
    stage.service.turn()
    expect(await eventsOf('provider.dry_run')).toMatchObject([{ outcome: 'done', provider: 'not-saved', changed: [] }, { outcome: 'failed', code: 'credential_rejected' }])
  })

  it('says nothing into the log', async () => {
    const key = stage.service.goodKey()
    const written: string[] = []
    const spies = (['stdout', 'stderr'] as const).map((name) => vi.spyOn(process[name], 'write').mockImplementation((text) => (written.push(String(text)), true)))
    stage.service.turn((_request, response) => response.socket?.destroy())
    const { body } = await dryRun({ apiKey: key })
    stage.service.turn()
    for (const spy of spies) spy.mockRestore()
    expect(body.result).toMatchObject({ ok: false, code: 'provider_unreachable' })
    expect(written.filter((text) => spellSecret(key).some((spelling) => text.includes(spelling)))).toEqual([])
  })

  it('never follows a redirect, nor reaches an address that the platform does not allow', async () => {
    stage.service.turn((_request, response) => response.writeHead(302, { location: `${stage.service.url}/elsewhere` }).end())
    const before = stage.service.seen.length
    expect(expectStatus(await dryRun({ apiKey: stage.service.goodKey() })).body).toMatchObject({ result: { ok: false, code: 'provider_error', httpStatus: 302 } })
    stage.service.turn()
    expect(stage.service.seen.length).toBe(before + 1)
    const inside = await dryRun({ apiKey: stage.service.goodKey() }, stage.service.row({ baseUrl: 'https://169.254.169.254/latest', allowedHosts: [] }))
    expect([inside.status, codesOf(inside), fieldsOf(inside)]).toEqual([422, ['invalid_row'], ['baseUrl']])
  })

  it.each<[string, () => unknown, string]>([
    ['5,000 fields', () => withMethod({ fields: Array.from({ length: 5_000 }, (_, index) => ({ name: `f${index}`, label: 'F' })) }), 'authMethods.0.fields'],
    ['a text of 100,000 characters', () => stage.service.row({ description: 'x'.repeat(100_000) }), 'description'],
    ['a misspelt key', () => stage.service.row({ bseUrl: 'https://a.example' }), 'bseUrl'],
    ['a key that JavaScript reads', () => JSON.parse(`{"key":"globex","authMethods":[{"__proto__":{"a":1}}]}`), 'authMethods.0.__proto__'],
    ['60 levels', () => stage.service.row({ services: JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) }), `services.${Array(40).fill('a').join('.')}`],
    ['no row at all', () => 'globex', 'key'],
  ])('refuses a row of %s by its path', async (_name, make, path) => {
    const answer = await dryRun({ apiKey: stage.service.goodKey() }, make())
    expect([answer.status, codesOf(answer)[0], fieldsOf(answer)[0]]).toEqual([422, 'invalid_row', path])
  })

  it('refuses what is too large before it reads it', async () => {
    const answer = await dryRun({ apiKey: 'x' }, stage.service.row({ description: 'x'.repeat(5_000_000) }))
    expect([answer.status, codesOf(answer)]).toEqual([413, ['payload_too_large']])
  })

  it('names the field of the key that does not fit', async () => {
    const answer = await dryRun({ apiKey: 'nonsense' })
    expect([answer.status, codesOf(answer), fieldsOf(answer)]).toEqual([422, ['credential_format'], ['credentialPayload.apiKey']])
    expect(codesOf(await dryRun({ apiKey: stage.service.goodKey() }, undefined, { authMethod: 'nowhere' }))).toEqual(['unknown_auth_method'])
  })
})

describe('the impact of a change', () => {
  const impactOf = async (provider?: unknown): Promise<ProviderImpact> => expectStatus(await send('POST', `/${await idOf('globex')}/impact`, provider === undefined ? {} : { provider })).body.impact

  it('is nothing where only words change, also with connections', async () => {
    await stage.connected({ account })
    const impact = await impactOf({ ...(await document()), name: 'Globex Inc.' })
    expect(impact).toMatchObject({ isHarmless: true, inUse: { connections: 1, accounts: 1, byStatus: { active: 1 } }, changes: [{ path: 'name', before: 'Globex', after: 'Globex Inc.' }], consent: [], status: null })
  })

  it('counts whom a new way of sending asks, in how many accounts, and leaves out who has no key', async () => {
    const other = await stage.newAccount()
    await stage.connected({ account })
    await stage.connected({ account })
    await stage.connected({ account: other })
    expectStatus(await stage.connect({ account: other, body: { displayName: 'Later' } }))
    const row = withMethod({ inject: [{ in: 'query', name: 'key', value: '{{apiKey}}' }] }, { allowedHosts: [stage.service.host, '127.0.0.1:4'] })
    const impact = await impactOf(row)
    expect(impact).toMatchObject({
      isHarmless: false,
      inUse: { connections: 4, accounts: 2, byStatus: { active: 3, disconnected: 1 } },
      consentReach: { connections: 3, accounts: 2 },
      consent: expect.arrayContaining([{ kind: 'sending', host: null, connections: 3, accounts: 2 }, { kind: 'host', host: '127.0.0.1:4', connections: 3, accounts: 2 }]),
    })
    await stage.importRows(row)
    const view = expectStatus(await stage.request('GET', '/api/connections', { as: account.people.owner })).body
    expect(view.docs.map((one: { hostsAwaitingConsent: string[] }) => one.hostsAwaitingConsent.length)).toEqual([2, 2])
    // What is awaited already is not the next change's doing.
    expect(await impactOf({ ...row, name: 'Other' })).toMatchObject({ isHarmless: true, consent: [] })
  })

  it('names auth methods that vanish, fields that are new and fields that are gone', async () => {
    await stage.connected({ account, body: { credentialPayload: { apiKey: stage.service.goodKey(), note: 'blue' } } })
    const field = { name: 'apiKey', label: 'API key' }
    expect(await impactOf(withMethod({ key: 'other-key' }))).toMatchObject({ isHarmless: false, lostMethods: [{ authMethod: 'api-key', connections: 1, accounts: 1 }] })
    expect(await impactOf(withMethod({ fields: [field, { name: 'team', label: 'Team', secret: false }] }))).toMatchObject({
      isHarmless: false, missingFields: [{ authMethod: 'api-key', field: 'team', label: 'Team', connections: 1, accounts: 1 }], droppedFields: [{ authMethod: 'api-key', field: 'note', connections: 1, accounts: 1 }],
    })
  })

  it('comes along with the preview of an import, for rows that are in use', async () => {
    await stage.connected({ account })
    const preview = async (row: unknown) => expectStatus(await send('POST', '/import', { providers: [row], dryRun: true })).body.results[0]
    expect(await preview(withMethod({ inject: [{ in: 'query', name: 'key', value: '{{apiKey}}' }] }))).toMatchObject({ action: 'updated', impact: { isHarmless: false, consentReach: { connections: 1, accounts: 1 } } })
    expect(await preview(stage.service.row({ name: 'Globex Inc.' }))).toMatchObject({ action: 'updated', impact: { isHarmless: true } })
    expect(await preview(stage.service.row({ key: 'new-one' }))).not.toHaveProperty('impact')
  })

  it('of hiding says so, and what is connected goes on working', async () => {
    const connection = await stage.connected({ account })
    expect(await impactOf(stage.service.row({ status: 'hidden' }))).toMatchObject({ isHarmless: false, status: { from: 'live', to: 'hidden' }, inUse: { connections: 1 }, consent: [] })
    await stage.importRows(stage.service.row({ status: 'hidden' }))
    expect(expectStatus(await stage.request('POST', `/api/connections/${connection.id}/test`, { as: account.people.owner })).body.result).toMatchObject({ ok: true })
  })

  it('of deleting counts what hangs on it, and the refusal says it again', async () => {
    const connection = await stage.connected({ account })
    await stage.connected({ account })
    expectStatus(await stage.request('DELETE', `/api/connections/${connection.id}`, { as: account.people.owner }))
    expect(await impactOf()).toMatchObject({ changes: [], inUse: { connections: 1, accounts: 1, inTrash: 1, builtIns: 0, policies: 0 } })
    const refused = await send('DELETE', `/${await idOf('globex')}`)
    expect([refused.status, refused.body.errors[0].message]).toEqual([409, expect.stringContaining('Still used by 2 connections of 1 account (1 in trash), 0 built-in credentials')])
  })

  it('is not worked out for a row that would not be saved, another key or nothing', async () => {
    const id = await idOf('globex')
    expect(fieldsOf(await send('POST', `/${id}/impact`, { provider: stage.service.row({ key: 'other' }) }))).toEqual(['key'])
    expect(fieldsOf(await send('POST', `/${id}/impact`, { provider: stage.service.row({ baseUrl: 'https://{{nowhere}}.example' }) }))[0]).toBe('baseUrl')
    for (const wrong of [randomUUID(), 'x']) expect(codesOf(await send('POST', `/${wrong}/impact`, {}))).toEqual(['not_found'])
  })
})

describe('versions', () => {
  const history = async (): Promise<RowVersion[]> => expectStatus(await send('GET', `/${await idOf('globex')}/history`)).body.versions
  const restore = (version: string) => send('POST', `/versions/${version}`)

  it('say who changed what, field by field', async () => {
    const id = await idOf('globex')
    expectStatus(await send('PATCH', `/${id}`, { name: 'Second' }))
    expectStatus(await send('PATCH', `/${id}`, { test: { method: 'GET', path: '/you', expect: [200] } }))
    const [current, second] = await history()
    expect(current).toMatchObject({ isCurrent: true, savedBy: (await eventsOf('provider.updated')).at(-1)!.actor_label, changes: expect.arrayContaining([{ path: 'test.path', before: '/me', after: '/you' }]), changesFromCurrent: [] })
    expect(second).toMatchObject({ isCurrent: false, changes: [{ path: 'name', before: 'Globex', after: 'Second' }], changesFromCurrent: expect.arrayContaining([{ path: 'test.path', before: '/you', after: '/me' }]) })
    expect(expectStatus(await stage.request('GET', `/api/integration-providers/${id}`, { as: account.people.owner })).body).not.toHaveProperty('changedBy')
  })

  it('come 20 at a time, each compared with the one before it, across pages too', async () => {
    expectStatus(await send('POST', '', stage.service.row({ key: 'often' })))
    const id = await idOf('often')
    for (let n = 1; n <= 45; n += 1) expectStatus(await send('PATCH', `/${id}`, { name: `Often ${n}` }))
    const pages: RowHistoryPage[] = []
    for (let after: string | null = ''; after !== null; after = pages.at(-1)!.next) pages.push(expectStatus(await send('GET', `/${id}/history${after === '' ? '' : `?after=${after}`}`)).body)
    expect(pages.map(({ versions }) => versions.length)).toEqual([20, 20, 6])
    const all = pages.flatMap(({ versions }) => versions)
    expect(new Set(all.map((version) => version.id)).size).toBe(46)
    expect(all.map((version) => version.isCurrent)).toEqual([true, ...Array.from({ length: 45 }, () => false)])
    expect(all.slice(0, 44).map((version) => version.changes)).toEqual(Array.from({ length: 44 }, (_, index) => [{ path: 'name', before: `Often ${44 - index}`, after: `Often ${45 - index}` }]))
    expect(all.at(-1)).toMatchObject({ changes: null, changesFromCurrent: [{ path: 'name', before: 'Often 45' }] })
    const foreign = (await history())[0]!.id
    for (const wrong of [foreign, randomUUID(), 'x']) expect(codesOf(await send('GET', `/${id}/history?after=${wrong}`))).toEqual(['not_found'])
    expectStatus(await send('DELETE', `/${id}`))
  })

  it('are put back checked, compiled and audited; a cut-off made since stays', async () => {
    const id = await idOf('globex')
    const connection = await stage.connected({ account })
    const before = (await history())[0]!
    const row = withMethod({ inject: [{ in: 'query', name: 'key', value: '{{apiKey}}' }] })
    await stage.importRows(row)
    expectStatus(await send('POST', `/${id}/cut-off`, { reason: 'A leak.' }))
    const answer = expectStatus(await restore(before.id))
    expect(answer.body).toMatchObject({ id, blocked: true, blockedReason: 'A leak.', authMethods: [{ inject: [{ in: 'header', name: 'Authorization' }] }] })
    const [{ compiled } = {}] = await stage.sql<{ compiled: any }>('select compiled from integration_providers where id = $1', [id])
    expect(compiled.authMethods[0].inject).toEqual([{ in: 'header', name: 'Authorization', value: 'Bearer {{apiKey}}' }])
    expect((await eventsOf('provider.restored')).at(-1)).toMatchObject({ target_id: id, outcome: 'done', changed: ['authMethods'] })
    // It was made under the terms that are back: nobody is asked anything.
    expect(expectStatus(await stage.request('GET', `/api/connections/${connection.id}`, { as: account.people.owner })).body.hostsAwaitingConsent).toEqual([])
    expectStatus(await send('DELETE', `/${id}/cut-off`))
  })

  it('ask the owners again for terms they never agreed to', async () => {
    const old = withMethod({ inject: [{ in: 'query', name: 'key', value: '{{apiKey}}' }] })
    await stage.importRows(old)
    const version = (await history())[0]!
    await stage.importRows(stage.service.row())
    const connection = await stage.connected({ account })
    expectStatus(await restore(version.id))
    expect(expectStatus(await stage.request('GET', `/api/connections/${connection.id}`, { as: account.people.owner })).body.hostsAwaitingConsent).toEqual([expect.stringMatching(/^#sending=/)])
  })

  it('that no longer pass the checks are refused, and nothing changes', async () => {
    expectStatus(await send('POST', '', stage.service.row({ key: 'gone-soon' })))
    await stage.importRows(stage.service.row({ status: 'deprecated', replacedBy: 'gone-soon' }))
    const version = (await history())[0]!
    await stage.importRows(stage.service.row())
    expectStatus(await send('DELETE', `/${await idOf('gone-soon')}`))
    const refused = await restore(version.id)
    expect([refused.status, codesOf(refused), fieldsOf(refused)]).toEqual([422, ['invalid_row'], ['replacedBy']])
    expect((await document()).status).toBe('live')
  })

  it('are not ended for a row that another one names as its replacement', async () => {
    expectStatus(await send('POST', '', stage.service.row({ key: 'successor' })))
    await stage.importRows(stage.service.row({ key: 'outgoing', name: 'Outgoing', status: 'deprecated', replacedBy: 'successor' }))
    const refused = await send('DELETE', `/${await idOf('successor')}`)
    expect([refused.status, codesOf(refused), refused.text.includes('“Outgoing”')]).toEqual([409, ['provider_in_use'], true])
    expectStatus(await send('DELETE', `/${await idOf('outgoing')}`))
    expectStatus(await send('DELETE', `/${await idOf('successor')}`))
  })

  it('that are as the row is now make no further version, and none is found under a wrong id', async () => {
    const [current] = await history()
    expectStatus(await restore(current!.id))
    expect((await history())[0]!.id).toBe(current!.id)
    for (const wrong of [randomUUID(), 'x']) expect(codesOf(await restore(wrong))).toEqual(['not_found'])
  })
})
