import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answerJson, identity } from '#tests/support/startService.ts'
import { codesOf, fieldsOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** What becomes of a connect dialog whose answer nobody waits for any more, that is sent twice, or that shows an old form. */
let stage: Stage
let account: StageAccount
beforeAll(async () => {
  stage = await startStage()
  account = await stage.newAccount()
})
afterEach(async () => {
  stage.service.turn()
  await stage.importRows(stage.service.row())
})
afterAll(() => stage.stop())

const body = (more: Record<string, unknown> = {}) => ({ workspaceId: account.id, provider: 'globex', credentialPayload: { apiKey: stage.service.goodKey() }, ...more })
const stored = () => stage.sql('select * from connections where account_id = $1 order by id', [account.id])
const yes = (response: ServerResponse) => answerJson(response, { status: 200, body: { user: { name: identity.label, id: identity.id } } })

/** The service holds its answer back; gives the request that waits for it. */
function hold(): Promise<ServerResponse> {
  const { promise, resolve } = Promise.withResolvers<ServerResponse>()
  stage.service.turn((_request, response) => resolve(response))
  return promise
}

describe('a request that is given up', () => {
  it.each([
    ['/api/integrations/provider-connections', {}],
    ['/api/integrations/test', {}],
  ])('ends the test at the provider and stores nothing: %s', async (path, more) => {
    const before = await stored()
    const front = await stage.openFront()
    const waiting = hold()
    const cancel = new AbortController()
    const answer = fetch(`${front}${path}`, { method: 'POST', signal: cancel.signal, headers: { ...account.people.owner.headers, 'content-type': 'application/json' }, body: JSON.stringify(body(more)) })
    const response = await waiting
    const ended = once(response, 'close')
    cancel.abort()
    await expect(answer).rejects.toThrow()
    await ended
    expect(response.writableFinished).toBe(false)
    expect(await stored()).toEqual(before)
  })

  it('replaces no key, also when the yes came at the same moment', async () => {
    const { id } = await stage.connected({ account })
    const before = await stored()
    const cancel = new AbortController()
    stage.service.turn((_request, response) => {
      response.once('finish', () => cancel.abort())
      yes(response)
    })
    const answer = await stage.request('POST', '/api/integrations/provider-connections', { as: account.people.owner, body: body({ connectionId: id }), signal: cancel.signal })
    expect([answer.status, codesOf(answer)]).toEqual([409, ['conflict']])
    expect(await stored()).toEqual(before)
  })
})

describe('the same request twice', () => {
  const send = (key: string, more: { as?: (typeof account.people)['owner']; body?: object } = {}) =>
    stage.request('POST', '/api/integrations/provider-connections', { as: more.as ?? account.people.owner, body: more.body ?? body(), headers: { 'idempotency-key': key } })

  it('makes one connection, whether side by side or one after the other', async () => {
    const before = (await stored()).length
    const key = randomUUID()
    const same = body({ displayName: `Once ${key}` })
    const answers = await Promise.all([send(key, { body: same }), send(key, { body: same }), send(key, { body: same })])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    const again = await send(key, { body: same })
    expect(new Set([...answers, again].map((answer) => answer.body.connection.id)).size).toBe(1)
    expect((await stored()).length).toBe(before + 1)
    expect(again.text).not.toContain('requestKey')
  })

  it('is another request when somebody else sends it, or under another key', async () => {
    const [key, same] = [randomUUID(), body()]
    const made = await Promise.all([send(key, { body: same }), send(key, { body: same, as: account.people.admin }), send(randomUUID(), { body: same })])
    expect(new Set(made.map((answer) => answer.body.connection.id)).size).toBe(3)
  })

  it('is another request when it asks for something else, so that "saved" is never said of what was not', async () => {
    const key = randomUUID()
    const first = (await send(key)).body.connection.id
    const [other, unknown] = [await send(key), await send(key, { body: body({ provider: 'initech' }) })]
    expect([other.status, other.body.connection.id === first, codesOf(unknown)]).toEqual([201, false, ['unknown_provider']])
    expect(codesOf(await send(key, { body: body({ credentialPayload: { apiKey: 'globex_bad_0' } }) }))).toEqual(['credential_rejected'])
  })

  it('says so when what it made was deleted', async () => {
    const [key, same] = [randomUUID(), { body: body() }]
    const { id } = (await send(key, same)).body.connection
    await stage.request('DELETE', `/api/connections/${id}`, { as: account.people.owner })
    expect(codesOf(await send(key, same))).toEqual(['conflict'])
  })

  it.each(['short', 'x'.repeat(101), 'with a space'])('refuses %j as a key', async (key) => {
    expect(codesOf(await send(key))).toEqual(['invalid_request'])
  })
})

describe('an expiry no calendar holds', () => {
  it.each(['0000-01-01', '9999-12-31T23:59:59-14:00', '10000-01-01', '2026-02-30', ''])('is refused where it was typed: %j', async (expiresAt) => {
    const answer = await stage.connect({ account, body: { expiresAt } })
    expect([answer.status, fieldsOf(answer)]).toEqual([422, ['expiresAt']])
    const token = await stage.request('POST', '/api/api-tokens', { as: account.people.owner, body: { name: 'Edge', account: account.id, scopes: ['use'], expiresAt } })
    expect([token.status, fieldsOf(token)]).toEqual([422, ['expiresAt']])
  })
})

describe('a form that is no longer true', () => {
  const revision = async (): Promise<string> => {
    const { describeProvider } = await import('#src/server/describeProvider.ts')
    const [row] = await stage.sql('select key, compiled, description from integration_providers where key = $1', ['globex'])
    return describeProvider({ row: { keywords: [], logo_slug: null, logo_file: null, logo_dark_file: null, website: null, docs_url: null, status_url: null, help_url: null, help_text: null, updated_at: new Date(), ...row } as never, connections: [], people: {}, clients: new Set() }).revision
  }

  it('sends nothing and saves nothing', async () => {
    const { id } = await stage.connected({ account })
    const old = await revision()
    await stage.importRows(stage.service.row({ allowedHosts: [stage.service.host, '127.0.0.1:9'] }))
    const [before, seen] = [await stored(), stage.service.seen.length]
    for (const [path, more] of [['provider-connections', {}], ['provider-connections', { connectionId: id }], ['test', {}], ['test', { connectionId: id }]] as const) {
      const answer = await stage.request('POST', `/api/integrations/${path}`, { as: account.people.owner, body: body({ providerRevision: old, ...more }) })
      expect([answer.status, codesOf(answer), fieldsOf(answer)]).toEqual([409, ['conflict'], ['providerRevision']])
    }
    expect(await stored()).toEqual(before)
    expect(stage.service.seen).toHaveLength(seen)
    expect((await stage.connect({ account, body: body({ providerRevision: await revision() }) })).status).toBe(201)
  })

  it('is nobody else’s to send', async () => {
    const { id } = await stage.connected({ account })
    const [before, seen] = [await stored(), stage.service.seen.length]
    for (const [path, more] of [['provider-connections', {}], ['provider-connections', { connectionId: id }], ['test', {}], ['test', { connectionId: id }]] as const) {
      const answer = await stage.request('POST', `/api/integrations/${path}`, { as: account.people.admin, body: body({ openedBy: account.people.owner.id, ...more }) })
      expect([answer.status, codesOf(answer), fieldsOf(answer)]).toEqual([409, ['conflict'], ['openedBy']])
    }
    expect([await stored(), stage.service.seen.length]).toEqual([before, seen])
    expect((await stage.connect({ account, body: body({ openedBy: account.people.owner.id }) })).status).toBe(201)
  })

  it('stays true while only the words of the row change', async () => {
    const old = await revision()
    await stage.importRows(stage.service.row({ description: 'Said in other words.', timeoutSeconds: 60 }))
    expect((await stage.connect({ account, body: body({ providerRevision: old }) })).status).toBe(201)
  })
})

describe('a field that is asked for only with another', () => {
  const plan = { name: 'plan', label: 'Plan', secret: false, options: [{ value: 'solo', label: 'Solo' }, { value: 'team', label: 'Team' }], default: 'solo' }
  const team = { name: 'teamId', label: 'Team ID', secret: false, pattern: '^[a-z]+$', showWhen: { field: 'plan', equals: 'team' } }
  const inject = [{ in: 'header', name: 'Authorization', value: 'Bearer {{apiKey}}' }, { in: 'header', name: 'X-Team', value: '{{teamId}}' }]
  const row = () => {
    const [method] = stage.service.row()['authMethods'] as { fields: object[] }[]
    return stage.service.row({ authMethods: [{ ...method, fields: [method!.fields[0], plan, team], inject }] })
  }
  const connect = (payload: object, more: object = {}) => stage.connect({ account, body: { credentialPayload: { apiKey: stage.service.goodKey(), ...payload }, ...more } })

  it('is needed there, refused elsewhere, and goes when the other one changes', async () => {
    await stage.importRows(row())
    expect(fieldsOf(await connect({ plan: 'team' }))).toEqual(['credentialPayload.teamId'])
    expect(fieldsOf(await connect({ teamId: 'abc' }))).toEqual(['credentialPayload.teamId'])
    const solo = await connect({})
    expect([solo.status, stage.service.seen.at(-1)?.headers['x-team']]).toEqual([201, undefined])
    const both = await connect({ plan: 'team', teamId: 'abc' })
    expect([both.status, stage.service.seen.at(-1)?.headers['x-team'], both.body.connection.fields]).toEqual([201, 'abc', { plan: 'team', teamId: 'abc' }])
    const changed = await stage.connect({ account, body: { connectionId: both.body.connection.id, credentialPayload: { plan: 'solo' } } })
    expect([changed.status, changed.body.connection.fields, stage.service.seen.at(-1)?.headers['x-team']]).toEqual([200, { plan: 'solo' }, undefined])
    expect(fieldsOf(await stage.connect({ account, body: { connectionId: solo.body.connection.id, credentialPayload: { plan: 'team' } } }))).toEqual(['credentialPayload.teamId'])
  })
})
