import { describe, expect, it } from 'vitest'
import { holdStage } from '#tests/support/holdStage.ts'
import { codesOf, type Stage, type StageAccount } from '#tests/support/startStage.ts'
import { answerJson } from '#tests/support/startService.ts'

/** Every verb in every state, as the status table says; and what the verbs that end a credential leave behind. */

let stage: Stage
let account: StageAccount

holdStage({
  open: (one) => void (stage = one),
  enter: (one) => void (account = one),
})

const act = (id: string, verb: string, as = account.people.owner) =>
  verb === 'delete' ? stage.request('DELETE', `/api/connections/${id}`, { as }) : verb === 'impact' ? stage.request('GET', `/api/connections/${id}/impact`, { as }) : stage.request('POST', `/api/connections/${id}/${verb}`, { as })
const rowOf = async (id: string) => (await stage.sql('select * from connections where id = $1', [id]))[0] as Record<string, any>
const replace = (id: string) => stage.connect({ account, body: { connectionId: id, credentialPayload: { apiKey: stage.service.goodKey() } } })

type State = 'disconnected' | 'pending' | 'active' | 'error' | 'expired' | 'inactive' | 'revoked' | 'trash'

/** A connection in that state, brought there by the events that lead to it. */
async function reach(state: State): Promise<string> {
  if (state === 'disconnected') return (await stage.connect({ account })).body.connection.id
  const key = stage.service.goodKey()
  const { id } = await stage.connected({ account, key, body: { test: state !== 'pending', ...(state === 'expired' ? { expiresAt: new Date(Date.now() - 1000).toISOString() } : {}) } })
  if (state === 'error') {
    stage.service.refuse(key)
    await act(id, 'test')
  }
  if (state === 'inactive') await act(id, 'deactivate')
  if (state === 'revoked') await act(id, 'revoke')
  if (state === 'trash') await act(id, 'delete')
  return id
}

const no = 'invalid_transition'
/** What each verb leads to: a status, or the code of its refusal. */
const table: Record<State, Record<string, string>> = {
  disconnected: { test: 'connection_disconnected', deactivate: no, reactivate: no, revoke: no, restore: no, delete: 'disconnected', replace: 'active', impact: 'ok' },
  pending: { test: 'active', deactivate: 'inactive', reactivate: no, revoke: 'revoked', restore: no, delete: 'disconnected', replace: 'active', impact: 'ok' },
  active: { test: 'active', deactivate: 'inactive', reactivate: no, revoke: 'revoked', restore: no, delete: 'disconnected', replace: 'active', impact: 'ok' },
  error: { test: 'error', deactivate: 'inactive', reactivate: no, revoke: 'revoked', restore: no, delete: 'disconnected', replace: 'active', impact: 'ok' },
  expired: { test: 'active', deactivate: 'inactive', reactivate: no, revoke: 'revoked', restore: no, delete: 'disconnected', replace: 'active', impact: 'ok' },
  inactive: { test: 'connection_inactive', deactivate: no, reactivate: 'active', revoke: 'revoked', restore: no, delete: 'disconnected', impact: 'ok' },
  revoked: { test: 'connection_revoked', deactivate: no, reactivate: no, revoke: no, restore: no, delete: 'disconnected', replace: 'active', impact: 'ok' },
  trash: { test: 'not_found', deactivate: 'not_found', reactivate: 'not_found', revoke: 'not_found', restore: 'disconnected', delete: 'not_found', replace: 'not_found', impact: 'not_found' },
}

describe.each(Object.entries(table) as [State, Record<string, string>][])('a connection that is %s', (state, verbs) => {
  it.each(Object.entries(verbs))('%s → %s', async (verb, expected) => {
    const id = await reach(state)
    const before = await rowOf(id)
    const answer = verb === 'replace' ? await replace(id) : await act(id, verb)
    if (answer.status === 200) {
      expect(verb === 'impact' ? 'ok' : answer.body.connection.status).toBe(expected)
      if (verb !== 'impact') expect((await stage.request('GET', `/api/connections/${id}`, { as: account.people.owner })).body.status ?? 'trash').toBe(verb === 'delete' ? 'trash' : expected)
    } else {
      expect([answer.status, codesOf(answer)]).toEqual([expected === 'not_found' ? 404 : 409, [expected]])
      expect(await rowOf(id)).toEqual(before)
    }
  })
})

describe('a test', () => {
  it('that is refused is a 200 with the reason, and the connection needs attention', async () => {
    const key = stage.service.goodKey()
    const { id } = await stage.connected({ account, key })
    stage.service.refuse(key)
    const answer = await act(id, 'test')
    expect(answer).toMatchObject({ status: 200, body: { connection: { status: 'error', statusReason: 'credential_rejected', statusNote: 'No such key.' }, result: { ok: false, code: 'credential_rejected', httpStatus: 401, note: 'No such key.', latencyMs: expect.any(Number) } } })
    expect(Object.keys(answer.body.result).sort()).toEqual(['code', 'httpStatus', 'latencyMs', 'message', 'note', 'ok'])
  })

  it('of what a dialog holds stores nothing, also beside a stored connection', async () => {
    const { id } = await stage.connected({ account })
    const before = await rowOf(id)
    const test = (body: Record<string, unknown>) => stage.request('POST', '/api/integrations/test', { as: account.people.owner, body: { workspaceId: account.id, provider: 'globex', ...body } })
    expect(await test({ credentialPayload: { apiKey: 'globex_wrong_0' } })).toMatchObject({ status: 200, body: { result: { ok: false, code: 'credential_rejected' } } })
    expect(await test({ credentialPayload: { apiKey: stage.service.goodKey() } })).toMatchObject({ status: 200, body: { result: { ok: true } } })
    expect(await test({ connectionId: id, credentialPayload: { note: 'x' } })).toMatchObject({ status: 200, body: { result: { ok: true } } })
    expect(codesOf(await test({ credentialPayload: {} }))).toEqual(['validation_failed'])
    expect(await rowOf(id)).toEqual(before)
    expect(await stage.sql('select 1 from connections where account_id = $1', [account.id])).toHaveLength(1)
  })
})

describe('reactivating', () => {
  it('follows the test: refused needs attention, cannot be told stays unverified', async () => {
    const key = stage.service.goodKey()
    const { id } = await stage.connected({ account, key })
    await act(id, 'deactivate')
    stage.service.refuse(key)
    expect(await act(id, 'reactivate')).toMatchObject({ status: 200, body: { connection: { status: 'error' }, result: { ok: false, code: 'credential_rejected' } } })
    await act(id, 'deactivate')
    stage.service.turn((_request, response) => answerJson(response, { status: 503, body: {} }))
    expect(await act(id, 'reactivate')).toMatchObject({ status: 200, body: { connection: { status: 'pending' }, result: { ok: false, code: 'provider_error' } } })
  })
})

describe('the end of a credential', () => {
  const gone = { envelope: null, aad_version: null, data_key_id: null, agreed_hosts: null, masked_credential: {}, identity: null, scopes: [] }

  it.each([['revoke', 'revoked'], ['delete', 'disconnected']])('by %s: destroyed in the database at once', async (verb, status) => {
    const { id } = await stage.connected({ account, body: { expiresAt: '2999-01-01' } })
    const { envelope } = await rowOf(id)
    const answer = await act(id, verb)
    expect(answer).toMatchObject({ status: 200, body: { connection: { status, maskedCredential: {} }, result: { destroyed: true, provider: 'unsupported', manageUrl: 'https://globex.example/keys' } } })
    expect(await rowOf(id)).toMatchObject({ ...gone, status })
    for (const { name } of await stage.sql<{ name: string }>(`select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema in ('public', 'patchbay') and table_type = 'BASE TABLE'`)) {
      expect(await stage.sql(`select 1 from ${name} t where t::text like $1`, [`%${envelope}%`]), name).toEqual([])
    }
  })

  it('stays what it was where the connection is deleted after it was revoked, and is none where there never was a key', async () => {
    const { id } = await stage.connected({ account })
    await act(id, 'revoke')
    await stage.sql(`update connections set revocation = revocation || '{"provider": "revoked"}' where id = $1`, [id])
    expect((await act(id, 'delete')).body).toMatchObject({ connection: { revocation: { provider: 'revoked' } }, result: { provider: 'revoked' } })
    const waiting = (await stage.connect({ account })).body.connection
    expect((await act(waiting.id, 'delete')).body.connection).toMatchObject({ revocation: null })
  })

  it('a bulk revocation leaves nothing of a deactivation either', async () => {
    const { id } = await stage.connected({ account })
    await act(id, 'deactivate')
    const [{ slug } = { slug: '' }] = await stage.sql<{ slug: string }>('select slug from accounts where id = $1', [account.id])
    expect((await stage.request('POST', `/api/accounts/${account.id}/revoke-credentials`, { as: stage.platform, body: { confirm: slug } })).status).toBe(200)
    expect(await rowOf(id)).toMatchObject({ ...gone, status: 'revoked', deactivation: null })
  })

  it('an admin revokes a member’s private connection, and cannot do more with it', async () => {
    const { member, admin } = account.people
    const { id } = await stage.connected({ account, as: member, body: { visibility: 'private' } })
    expect(codesOf(await act(id, 'delete', admin))).toEqual(['forbidden'])
    expect(codesOf(await act(id, 'test', admin))).toEqual(['forbidden'])
    expect((await act(id, 'revoke', admin)).body.connection.status).toBe('revoked')
  })

  it('the platform cuts off and revokes, and can do no more', async () => {
    const { id } = await stage.connected({ account })
    for (const verb of ['test', 'reactivate', 'delete']) expect(codesOf(await act(id, verb, stage.platform))).toEqual(['forbidden'])
    expect((await act(id, 'deactivate', stage.platform)).body.connection).toMatchObject({ status: 'active', blockedBy: 'platform' })
    expect((await act(id, 'revoke', stage.platform)).body.connection).toMatchObject({ status: 'revoked', blockedBy: 'platform' })
  })
})

describe('what the platform cut off', () => {
  const actionsOn = async (id: string) => (await stage.sql<{ action: string }>(`select action from audit_events where target_id = $1 and outcome = 'done' order by created_at, id`, [id])).map((row) => row.action)

  it.each(['disconnected', 'pending', 'active', 'error', 'expired', 'inactive', 'revoked'] as State[])('%s: keeps its status, which is back when the platform lifts the cut', async (state) => {
    const id = await reach(state)
    const { status } = await rowOf(id)
    expect(await act(id, 'deactivate', stage.platform)).toMatchObject({ status: 200, body: { connection: { status: state, blockedBy: 'platform' }, result: null } })
    expect(codesOf(await act(id, 'deactivate', stage.platform))).toEqual([no])
    for (const as of [account.people.owner, account.people.admin]) expect(codesOf(await act(id, 'reactivate', as))).toEqual(['connection_blocked'])
    expect(await rowOf(id)).toMatchObject({ status, blocked_by: 'platform' })
    expect(await act(id, 'reactivate', stage.platform)).toMatchObject({ status: 200, body: { connection: { status: state, blockedBy: null }, result: null } })
    expect(codesOf(await act(id, 'reactivate', stage.platform))).toEqual(['forbidden'])
    expect((await rowOf(id)).status).toBe(status)
    expect((await actionsOn(id)).slice(-2)).toEqual(['connection.blocked', 'connection.unblocked'])
  })

  it('is not freed by its people stopping it, ending it or bringing it back', async () => {
    const { id } = await stage.connected({ account })
    await act(id, 'deactivate', stage.platform)
    for (const verb of ['deactivate', 'delete', 'restore']) expect((await act(id, verb)).status).toBe(200)
    expect(codesOf(await replace(id))).toEqual(['connection_blocked'])
    expect((await rowOf(id)).blocked_by).toBe('platform')
  })

  it('a platform admin who may change the connection as a member deactivates it as one', async () => {
    const both = await stage.makeUser({ platformRole: 'admin' })
    await stage.sql(`insert into memberships (account_id, user_id, role) values ($1, $2, 'admin')`, [account.id, both.id])
    const { id } = await stage.connected({ account })
    expect((await act(id, 'deactivate', both)).body.connection).toMatchObject({ status: 'inactive', blockedBy: null })
    expect((await act(id, 'reactivate', both)).body.connection).toMatchObject({ status: 'active', blockedBy: null })
    await act(id, 'deactivate', stage.platform)
    expect((await act(id, 'reactivate', both)).body.connection).toMatchObject({ status: 'active', blockedBy: null })
  })
})

describe('restoring', () => {
  it('brings the record back without a credential, under another name when the old one was taken', async () => {
    const { id } = await stage.connected({ account, body: { displayName: 'Mail' } })
    await act(id, 'delete')
    const taker = await stage.connected({ account, body: { displayName: 'mail' } })
    expect(await act(id, 'restore')).toMatchObject({ status: 200, body: { result: null, connection: { id, status: 'disconnected', displayName: 'Mail (restored)', isDefault: false, deletedAt: null, maskedCredential: {} } } })
    await act(id, 'delete')
    await act(taker.id, 'delete')
    expect((await act(taker.id, 'restore')).body.connection).toMatchObject({ displayName: 'mail', isDefault: true })
  })

  it('is offered for thirty days, and to those who could delete', async () => {
    const { id } = await stage.connected({ account })
    await act(id, 'delete')
    expect(codesOf(await act(id, 'restore', account.people.viewer))).toEqual(['forbidden'])
    await stage.sql(`update connections set deleted_at = now() - interval '30 days 1 second' where id = $1`, [id])
    expect(codesOf(await act(id, 'restore'))).toEqual(['not_found'])
    await stage.sql(`update connections set deleted_at = now() - interval '29 days 23 hours' where id = $1`, [id])
    expect((await act(id, 'restore')).status).toBe(200)
  })
})

describe('the impact list', () => {
  it('names the tokens that may call, and counts the calls of thirty days', async () => {
    const { id } = await stage.connected({ account })
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
    await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['read'] })
    await stage.sql(`insert into patchbay.usage_buckets (connection, account, provider, source, hour, calls, handed_out) values ($1, $2, 'globex', 'byo', now(), 2, 1), ($1, $2, 'globex', 'byo', now() - interval '29 days', 4, 0), ($1, $2, 'globex', 'byo', now() - interval '30 days', 50, 0)`, [id, account.id])
    for (const as of [account.people.owner, account.people.admin, stage.platform]) {
      expect(await act(id, 'impact', as)).toMatchObject({ status: 200, body: { flows: [], channels: [], tokens: [{ id: token.id, name: token.label, lastUsedAt: null }], tokenCount: 1, calls30d: 7 } })
    }
  })

  it('only counts the tokens for whoever may not list them', async () => {
    const { id } = await stage.connected({ account })
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use', 'read'] })
    const { body: { tokenCount } } = await act(id, 'impact', account.people.owner)
    expect(tokenCount).toBeGreaterThan(0)
    for (const as of [account.people.viewer, account.people.member, token]) {
      const answer = await act(id, 'impact', as)
      expect([answer.status, answer.body.tokens, answer.body.tokenCount, answer.text.includes(token.label)]).toEqual([200, [], tokenCount, false])
    }
  })
})
