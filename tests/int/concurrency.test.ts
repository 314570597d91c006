import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { answerJson } from '#tests/support/startService.ts'
import type { TestActor } from '#tests/support/startServer.ts'

/** Several people, several requests, and processes that die in the middle: nothing is lost, mixed or half saved. */

let stage: Stage
let account: StageAccount

beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage?.stop())
beforeEach(async () => {
  stage.service.turn()
  stage.service.seen.length = 0
  account = await stage.newAccount()
})

const rowsOf = () => stage.sql('select * from connections where account_id = $1 order by created_at, id', [account.id])
const reveal = async (id: string) => (await (await import('#src/patchbay.ts')).resolveCredential({ account: account.id, provider: 'globex', connectionId: id })).values
const change = (id: string, body: Record<string, unknown>, as = account.people.owner) => stage.connect({ account, as, body: { connectionId: id, ...body } })
const me = { status: 200, body: { user: { name: 'Ann', id: '1' } } }

/** Holds the service's answers until `release`. */
function holdAnswers(answer: { status: number; body: unknown } = me): { arrived(count: number): Promise<unknown>; release(): void } {
  const held: ServerResponse[] = []
  let isOpen = false
  stage.service.turn((_request, response) => (isOpen ? answerJson(response, answer) : held.push(response)))
  return {
    arrived: (count) => vi.waitFor(() => expect(held).toHaveLength(count), { timeout: 10_000 }),
    release: () => {
      isOpen = true
      for (const response of held) answerJson(response, answer)
    },
  }
}

describe('two people saving at once', () => {
  it('one wins, the other is told; the credential is one of the two, whole', async () => {
    const { id, version } = await stage.connected({ account })
    const attempts = [{ apiKey: 'globex_one_1', note: 'one' }, { apiKey: 'globex_two_2', note: 'two' }]
    const gate = holdAnswers()
    const saving = [change(id, { credentialPayload: attempts[0], version }), change(id, { credentialPayload: attempts[1], version }, account.people.admin)]
    await gate.arrived(2)
    gate.release()
    const answers = await Promise.all(saving)
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
    expect(codesOf(answers.find((one) => one.status === 409)!)).toEqual(['version_conflict'])
    const winner = answers.findIndex((one) => one.status === 200)
    expect(await reveal(id)).toEqual(attempts[winner])
    const [row] = await rowsOf()
    expect(row).toMatchObject({ version: String(version + 1), fields: { note: attempts[winner]?.note } })
    expect(await stage.sql(`select 1 from audit_events where target_id = $1 and action = 'connection.credential_replaced'`, [id])).toHaveLength(1)
  })

  it('also when neither names a version, and one only renames', async () => {
    const { id } = await stage.connected({ account })
    const gate = holdAnswers()
    const replacing = change(id, { credentialPayload: { apiKey: 'globex_new_3' } })
    await gate.arrived(1)
    expect((await change(id, { displayName: 'Renamed meanwhile' }, account.people.admin)).status).toBe(200)
    gate.release()
    expect(codesOf(await replacing)).toEqual(['version_conflict'])
    expect((await rowsOf())[0]?.display_name).toBe('Renamed meanwhile')
  })

  it('a key replaced while it is deleted or revoked stays gone', async () => {
    for (const end of ['revoke', 'delete'] as const) {
      const { id } = await stage.connected({ account })
      const gate = holdAnswers()
      const replacing = change(id, { credentialPayload: { apiKey: 'globex_new_4' } })
      await gate.arrived(1)
      const path = `/api/connections/${id}`
      expect((await (end === 'delete' ? stage.request('DELETE', path, { as: account.people.owner }) : stage.request('POST', `${path}/revoke`, { as: account.people.owner }))).status).toBe(200)
      gate.release()
      expect((await replacing).status).toBeGreaterThanOrEqual(404)
      expect((await rowsOf()).find((row) => row.id === id)).toMatchObject({ envelope: null, data_key_id: null })
      stage.service.turn()
    }
  })

  it('many verbs on one connection leave one true state, each step in the trail', async () => {
    const { id } = await stage.connected({ account, body: { test: false } })
    // Takes the default over, which is a write of its own.
    await stage.connect({ account, body: { isDefault: true } })
    const [{ version }] = (await rowsOf()) as [{ version: string }]
    const verbs = ['deactivate', 'revoke', 'deactivate', 'revoke', 'deactivate']
    const answers = await Promise.all(verbs.map((verb) => stage.request('POST', `/api/connections/${id}/${verb}`, { as: account.people.owner })))
    expect(answers.every((one) => one.status === 200 || codesOf(one)[0] === 'invalid_transition')).toBe(true)
    const [row] = await rowsOf()
    expect(row).toMatchObject({ status: 'revoked', envelope: null })
    const done = await stage.sql(`select action from audit_events where target_id = $1 and action <> 'connection.created'`, [id])
    expect(done).toHaveLength(answers.filter((one) => one.status === 200).length)
    expect(Number(row?.version)).toBe(Number(version) + done.length)
  })
})

describe('several first connections at once', () => {
  it('make one default and as many names', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => stage.connect({ account })))
    expect(answers.map((one) => one.status)).toEqual(Array.from({ length: 8 }, () => 201))
    const rows = await rowsOf()
    expect(rows.filter((row) => row.is_default)).toHaveLength(1)
    expect(rows.map((row) => row.display_name).sort()).toEqual(Array.from({ length: 8 }, (_, n) => `Globex ${n + 1}`))
  })

  it('with one name: one gets it', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => stage.connect({ account, body: { displayName: 'Mail', provider: n % 2 ? 'globex' : 'acme' } })))
    expect(answers.map((one) => codesOf(one)[0] ?? 'made').sort()).toEqual(['made', ...Array.from({ length: 4 }, () => 'name_taken')])
    expect(await rowsOf()).toHaveLength(1)
  })

  it('with credentials: the account gets one data key', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => stage.connect({ account, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })))
    expect(answers.map((one) => one.status)).toEqual(Array.from({ length: 6 }, () => 201))
    expect(await stage.sql('select state from data_keys where account_id = $1', [account.id])).toEqual([{ state: 'active' }])
  })

  it('each taking the default: one has it', async () => {
    const ids: string[] = []
    for (let n = 0; n < 4; n += 1) ids.push((await stage.connect({ account })).body.connection.id)
    await Promise.all(ids.map((id) => change(id, { isDefault: true })))
    expect((await rowsOf()).filter((row) => row.is_default)).toHaveLength(1)
  })
})

describe('two owners removing each other', () => {
  it('one stays', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id, people } = await stage.newAccount()
      const memberships = await stage.sql<{ id: string; user_id: string }>('select id, user_id from memberships where account_id = $1', [id])
      const of = (person: TestActor) => memberships.find((one) => one.user_id === person.id)?.id
      await stage.request('PATCH', `/api/memberships/${of(people.admin)}`, { as: people.owner, body: { role: 'owner' } })
      const answers = await Promise.all([stage.request('DELETE', `/api/memberships/${of(people.admin)}`, { as: people.owner }), stage.request('DELETE', `/api/memberships/${of(people.owner)}`, { as: people.admin })])
      expect(answers.filter((one) => one.status === 200)).toHaveLength(1)
      expect(await stage.sql(`select 1 from memberships where account_id = $1 and role = 'owner'`, [id])).toHaveLength(1)
    }
  })
})

describe('the same import twice at once', () => {
  it('makes each row once, and says so', async () => {
    const rows = ['one', 'two', 'three'].map((name) => stage.service.row({ key: `twice-${name}`, name }))
    const answers = await Promise.all(Array.from({ length: 3 }, () => stage.request('POST', '/api/integration-providers/import', { as: stage.platform, body: { providers: rows } })))
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200])
    expect(answers.map((one) => one.body.results.map((row: { action: string }) => row.action).join()).sort()).toEqual(['created,created,created', 'unchanged,unchanged,unchanged', 'unchanged,unchanged,unchanged'])
    expect(await stage.sql(`select key from integration_providers where key like 'twice-%' order by key`)).toEqual([{ key: 'twice-one' }, { key: 'twice-three' }, { key: 'twice-two' }])
  })
})

describe('a verdict on an old key', () => {
  it('that comes after the key was replaced does not blame the new one', async () => {
    const { id } = await stage.connected({ account })
    const gate = holdAnswers({ status: 401, body: { error: { message: 'No.' } } })
    const testing = stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })
    await gate.arrived(1)
    expect((await change(id, { credentialPayload: { apiKey: 'globex_new_5' }, test: false })).status).toBe(200)
    gate.release()
    expect(await testing).toMatchObject({ status: 200, body: { connection: { status: 'pending', statusReason: null }, result: { ok: false, code: 'credential_rejected' } } })
    expect((await reveal(id)).apiKey).toBe('globex_new_5')
  })

  it('does not bring a deactivated one back', async () => {
    const { id } = await stage.connected({ account, body: { test: false } })
    const gate = holdAnswers()
    const testing = stage.request('POST', `/api/connections/${id}/test`, { as: account.people.owner })
    await gate.arrived(1)
    await stage.request('POST', `/api/connections/${id}/deactivate`, { as: account.people.owner })
    gate.release()
    expect((await testing).body.connection.status).toBe('inactive')
  })
})

describe('many requests at once', () => {
  it('share the pool without starving one another', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => stage.connect({ account, as: n % 2 ? account.people.member : account.people.admin, body: { test: false, credentialPayload: { apiKey: 'globex_any_6' } } })))
    expect(answers.map((one) => one.status)).toEqual(Array.from({ length: 40 }, () => 201))
    const ids = (await rowsOf()).map((row) => row.id as string)
    const ended = await Promise.all(ids.map((id, n) => (n % 2 ? stage.request('DELETE', `/api/connections/${id}`, { as: account.people.owner }) : stage.request('POST', `/api/connections/${id}/revoke`, { as: account.people.owner }))))
    expect(ended.map((one) => one.status)).toEqual(Array.from({ length: 40 }, () => 200))
    expect(await stage.sql(`select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`)).toEqual([])
  })
})

describe.each(['after_test', 'before_commit'])('a process killed %s', (failpoint) => {
  async function sendElsewhere(body: Record<string, unknown>, env: Record<string, string>): Promise<{ signal: string | null; output: string }> {
    const request = JSON.stringify({ method: 'POST', path: '/api/integrations/provider-connections', headers: account.people.owner.headers, body: { workspaceId: account.id, provider: 'globex', ...body } })
    const child = spawn(process.execPath, [join(import.meta.dirname, '../support/sendOnce.ts')], { env: { ...process.env, ...stage.env, ...env, REQUEST: request }, stdio: ['ignore', 'pipe', 'pipe'] })
    const [output, errors, [, signal]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    return { signal, output: `${output}${errors}` }
  }

  it('saves nothing by half: no connection, the old key, and the next process goes on', async () => {
    const key = stage.service.goodKey()
    expect(await sendElsewhere({ displayName: 'New', credentialPayload: { apiKey: key } }, { PATCHBAY_FAILPOINT: failpoint })).toMatchObject({ signal: 'SIGKILL', output: expect.not.stringContaining('"status":') })
    expect(stage.service.seen).toHaveLength(1)
    expect(await rowsOf()).toEqual([])
    expect(await stage.sql(`select 1 from audit_events where account = $1 and target_type = 'connection'`, [account.id])).toEqual([])
    // The killed process held locks; the database lets go of them by itself.
    const made = await sendElsewhere({ displayName: 'New', credentialPayload: { apiKey: key } }, {})
    expect(made.output).toContain('"status":201')

    const before = await rowsOf()
    const id = before[0]?.id as string
    expect(await sendElsewhere({ connectionId: id, credentialPayload: { apiKey: stage.service.goodKey() } }, { PATCHBAY_FAILPOINT: failpoint })).toMatchObject({ signal: 'SIGKILL' })
    expect(await rowsOf()).toEqual(before)
    expect((await reveal(id)).apiKey).toBe(key)
    expect((await change(id, { displayName: 'Still here' })).status).toBe(200)
  })

  it('is only for tests: production passes it by', async () => {
    const made = await sendElsewhere({ displayName: 'New' }, { PATCHBAY_FAILPOINT: failpoint, NODE_ENV: 'production' })
    expect(made).toMatchObject({ signal: null, output: expect.stringContaining('"status":201') })
  })
})
