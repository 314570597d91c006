import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { CallerMark } from '#src/engine/call/CallerMark.ts'
import { emptyUsage } from '#src/engine/usage/emptyUsage.ts'
import { holdStage } from '#tests/support/holdStage.ts'
import { codesOf, type Stage, type StageAccount } from '#tests/support/startStage.ts'
import { answerJson } from '#tests/support/startService.ts'

/** What a connection remembers beside its status: who stopped it and why, what the last test found, who used it last. */

let stage: Stage
let front: string
let account: StageAccount

holdStage({
  open: async (one) => {
    stage = one
    front = await stage.openFront()
  },
  enter: (one) => void (account = one),
})

const rowOf = async (id: string) => (await stage.sql('select * from connections where id = $1', [id]))[0] as Record<string, any>
const act = (id: string, verb: string, body?: unknown, as = account.people.owner) => stage.request('POST', `/api/connections/${id}/${verb}`, { as, ...(body === undefined ? {} : { body }) })

describe('deactivating', () => {
  const callWith = async (id: string) => {
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
    const answer = await fetch(`${front}/api/proxy/connections/${id}/me`, { headers: token.headers })
    return { status: answer.status, error: ((await answer.json()) as { errors: { code: string; message: string }[] }).errors[0] }
  }
  const today = () => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date())

  it('keeps who, when and why; whoever calls is told, until it is reactivated', async () => {
    const { id } = await stage.connected({ account, body: { displayName: 'Mail' } })
    const answer = await act(id, 'deactivate', { reason: '  The contract ends in May ' })
    const by = account.people.owner.label
    expect(answer).toMatchObject({ status: 200, body: { connection: { status: 'inactive', deactivation: { by, reason: 'The contract ends in May', at: expect.any(String) } } } })
    const refused = await callWith(id)
    expect([refused.status, refused.error]).toMatchObject([409, { code: 'connection_inactive', message: `${by} deactivated “Mail” on ${today()}: “The contract ends in May”.` }])
    const { docs: told } = (await stage.request('GET', `/api/audit-events?where[targetId][equals]=${id}&where[action][equals]=connection.deactivated`, { as: account.people.viewer })).body
    expect(told).toMatchObject([{ note: 'The contract ends in May' }])
    expect((await stage.request('GET', `/api/connections/${id}`, { as: account.people.viewer })).body.deactivation).toMatchObject({ by, reason: 'The contract ends in May' })
    expect((await act(id, 'reactivate')).body.connection).toMatchObject({ status: 'active', deactivation: null })
    expect((await rowOf(id)).deactivation).toBeNull()
  })

  it('works without a reason, and without a body', async () => {
    for (const body of [undefined, {}, { reason: '' }, { reason: null }]) {
      const { id } = await stage.connected({ account })
      expect((await act(id, 'deactivate', body)).body.connection.deactivation).toMatchObject({ by: account.people.owner.label, reason: null })
    }
  })

  it('refuses a secret or a novel as its reason, and changes nothing', async () => {
    const { id } = await stage.connected({ account })
    const secret = ['sk', 'live', '51H8abcdEFGHijklMNOPqrst'].join('_')
    expect(codesOf(await act(id, 'deactivate', { reason: `leaked ${secret}` }))).toEqual(['secret_in_plain_field'])
    expect(codesOf(await act(id, 'deactivate', { reason: 'x'.repeat(201) }))).toEqual(['validation_failed'])
    expect((await rowOf(id)).status).toBe('active')
  })

  it('by the platform keeps its reason for the account to read, until the cut is lifted', async () => {
    const { id } = await stage.connected({ account })
    expect((await act(id, 'deactivate', { reason: 'Found on a public page' }, stage.platform)).body.connection).toMatchObject({ status: 'active', blockedBy: 'platform', blockedReason: 'Found on a public page', deactivation: null })
    expect((await act(id, 'reactivate', undefined, stage.platform)).body.connection).toMatchObject({ blockedBy: null, blockedReason: null })
  })

  it('ends with the credential', async () => {
    const { id } = await stage.connected({ account })
    await act(id, 'deactivate', { reason: 'Over' })
    expect((await act(id, 'revoke')).body.connection).toMatchObject({ status: 'revoked', deactivation: null })
    expect((await rowOf(id)).deactivation).toBeNull()
  })
})

describe('the last test', () => {
  it('is kept with its result: passed, refused, and not to be told', async () => {
    const key = stage.service.goodKey()
    const { id, ...connection } = await stage.connected({ account, key })
    expect(connection.lastTest).toMatchObject({ ok: true, code: null, httpStatus: 200, latencyMs: expect.any(Number) })
    stage.service.turn((_request, response) => answerJson(response, { status: 503, body: {} }))
    expect((await act(id, 'test')).body.connection).toMatchObject({ status: 'active', statusReason: null, lastTest: { ok: false, code: 'provider_error', httpStatus: 503 } })
    stage.service.turn()
    stage.service.refuse(key)
    expect((await act(id, 'test')).body.connection).toMatchObject({ status: 'error', lastTest: { ok: false, code: 'credential_rejected', httpStatus: 401 } })
  })

  it('is not that of an older key', async () => {
    const { id } = await stage.connected({ account })
    const answer = await stage.connect({ account, body: { connectionId: id, credentialPayload: { apiKey: stage.service.goodKey() }, test: false } })
    expect(answer.body.connection).toMatchObject({ status: 'pending', lastTest: null, lastTestedAt: null })
  })
})

describe('the last use', () => {
  it('is put down to the token, the person or the server’s own code, by the name each has', async () => {
    const [{ loadConnections }, { callEngine }, { resolveCredential }] = await Promise.all([import('#src/server/loadConnections.ts'), import('#src/server/callEngine.ts'), import('#src/patchbay.ts')])
    const { id } = await stage.connected({ account })
    const seenBy = async (role: 'admin' | 'member') => {
      await callEngine().recorder.flush()
      return (await loadConnections({ account: account.id, user: account.people[role].id })).lastUsers[id]
    }
    expect(await seenBy('admin')).toBeUndefined()
    const token = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['use'] })
    const call = async (headers: Record<string, string>) => (await fetch(`${front}/api/proxy/connections/${id}/me`, { headers })).text()

    await call(token.headers)
    await vi.waitFor(async () => expect(await seenBy('admin')).toEqual({ kind: 'token', name: token.label }))
    // Only who may list the account's tokens learns their names.
    expect(await seenBy('member')).toEqual({ kind: 'token', name: null })

    await call(account.people.member.headers)
    await vi.waitFor(async () => expect(await seenBy('member')).toEqual({ kind: 'user', name: account.people.member.label }))

    await resolveCredential({ account: account.id, provider: 'globex', connectionId: id })
    await vi.waitFor(async () => expect(await seenBy('member')).toEqual({ kind: 'server', name: null }))
    expect((await stage.request('GET', `/api/connections/${id}`, { as: account.people.owner })).text).not.toContain('lastUsedBy')
  })

  it('is not overwritten by an older one that is written later', async () => {
    const [{ flushUsage }, { runtime }] = await Promise.all([import('#src/server/stores/flushUsage.ts'), import('#src/server/runtime.ts')])
    const { id } = await stage.connected({ account })
    const flush = (minutesAgo: number, by: CallerMark) =>
      flushUsage({ pool: runtime().pool, writer: randomUUID(), sequence: 1, entries: [{ connection: id, account: account.id, provider: 'globex', hour: 0, lastAt: Date.now() - minutesAgo * 60_000, by, counts: emptyUsage() }] })
    await flush(1, { kind: 'token', id: 't', name: 'Newer' })
    await flush(5, { kind: 'server' })
    expect(await rowOf(id)).toMatchObject({ last_used_by: { kind: 'token', name: 'Newer' } })
  })
})

describe('the number of notices', () => {
  it('is that of the notices a reader finds and can act on, for each role', async () => {
    const [{ loadConnections }, { countNotices }, { listNotices }] = await Promise.all([import('#src/server/loadConnections.ts'), import('#src/server/countNotices.ts'), import('#src/engine/connections/listNotices.ts')])
    const { member, admin } = account.people
    await stage.connect({ account })
    await stage.connect({ account, as: member })
    await stage.connect({ account, as: member, body: { visibility: 'private' } })
    for (const verb of ['deactivate', 'revoke']) await act((await stage.connected({ account })).id, verb)
    const soon = await stage.connected({ account, as: admin, body: { expiresAt: new Date(Date.now() + 86_400_000).toISOString() } })
    const past = await stage.connected({ account })
    await stage.sql(`update connections set expires_at = now() - interval '1 day' where id = $1`, [past.id])
    const wider = await stage.connected({ account, as: member })
    await stage.sql(`update connections set agreed_hosts = '[]', rotate_by = now() - interval '1 day' where id = any($1)`, [[wider.id, soon.id]])
    await stage.request('DELETE', `/api/connections/${(await stage.connected({ account })).id}`, { as: account.people.owner })

    const counts: Record<string, number> = {}
    for (const role of ['viewer', 'member', 'admin', 'owner'] as const) {
      const person = { id: account.people[role].id, role }
      const { connections } = await loadConnections({ account: account.id, user: person.id })
      const shown = listNotices({ connections, person, now: new Date() }).filter((notice) => notice.canAct)
      counts[role] = await countNotices({ account: account.id, person })
      expect([role, counts[role]]).toEqual([role, new Set(shown.map((notice) => notice.connection.id)).size])
    }
    expect(counts).toEqual({ viewer: 0, member: 2, admin: 5, owner: 5 })
  })
})
