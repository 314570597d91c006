import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { limitCalls } from '#src/front/limitCalls.ts'
import { type Gateway, startGateway } from '#tests/support/startGateway.ts'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import type { TestActor } from '#tests/support/startServer.ts'

/** Limits are kept by the database for all processes: calls without waiting for it, changes of credentials not without it. */

const changesPerMinute = 20
const callsPerMinute = 100

let stage: Stage
let account: StageAccount

beforeAll(async () => {
  stage = await startStage({ env: { PATCHBAY_CHANGES_PER_MINUTE: String(changesPerMinute), PATCHBAY_CALLS_PER_MINUTE: String(callsPerMinute) } })
})
afterAll(() => stage.stop())
beforeEach(async () => {
  account = await stage.newAccount()
})

describe('changes of credentials', () => {
  const test = (as: TestActor, id: string) => stage.request('POST', `/api/connections/${id}/test`, { as })

  it('are held to so many a minute for each person, and twice as many for the account', async () => {
    const { owner, admin, member } = account.people
    const { id } = await stage.connected({ account })
    for (let used = 1; used < changesPerMinute; used += 1) expect((await test(owner, id)).status).toBe(200)
    const before = stage.service.seen.length
    const refused = await test(owner, id)
    expect([refused.status, codesOf(refused), refused.body.errors[0].retryable]).toEqual([429, ['rate_limited'], true])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    for (const path of ['/api/integrations/provider-connections', '/api/integrations/test']) {
      expect(codesOf(await stage.request('POST', path, { as: owner, body: { workspaceId: account.id, provider: 'globex', credentialPayload: { apiKey: stage.service.goodKey() } } }))).toEqual(['rate_limited'])
    }
    expect(codesOf(await stage.request('PATCH', `/api/connections/${id}`, { as: owner, body: { credentialPayload: { apiKey: stage.service.goodKey() } } }))).toEqual(['rate_limited'])
    expect(codesOf(await stage.request('POST', '/api/api-tokens', { as: owner, body: { name: 'x', account: account.id, scopes: ['use'] } }))).toEqual(['rate_limited'])
    expect(stage.service.seen.length, 'no provider was asked').toBe(before)

    // The owner's refused tries count for the account too, so that its other people are held sooner, and no other account is.
    const answers = []
    for (let tried = 0; tried < changesPerMinute; tried += 1) answers.push((await test(admin, id)).status)
    expect(answers[0]).toBe(200)
    expect(answers.at(-1)).toBe(429)
    expect(codesOf(await test(member, id))).not.toContain('rate_limited')
    const other = await stage.newAccount()
    expect((await stage.connect({ account: other, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })).status).toBe(201)
  })

  it('that take a credential away, or only rename, are never held up', async () => {
    const { owner } = account.people
    const { id } = await stage.connected({ account })
    for (let used = 0; used < changesPerMinute + 2; used += 1) await test(owner, id)
    expect(codesOf(await test(owner, id))).toEqual(['rate_limited'])
    expect((await stage.request('PATCH', `/api/connections/${id}`, { as: owner, body: { displayName: 'Renamed' } })).status).toBe(200)
    expect((await stage.request('POST', `/api/connections/${id}/deactivate`, { as: owner })).status).toBe(200)
    expect((await stage.request('POST', `/api/connections/${id}/revoke`, { as: owner })).status).toBe(200)
    expect((await stage.request('DELETE', `/api/connections/${id}`, { as: owner })).status).toBe(200)
  })

  it('of the catalog and of the platform’s own keys are held alike, and what only switches one off is not', async () => {
    const as = await stage.makeUser({ platformRole: 'admin', name: 'Second platform admin' })
    const row = { ...stage.service.row(), key: `limited-${randomUUID().slice(0, 8)}` }
    const importing = (dryRun: boolean) => stage.request('POST', '/api/integration-providers/import', { as, body: { providers: [row], dryRun } })
    expect((await importing(false)).status).toBe(200)
    const body = { provider: row.key, authMethod: 'api-key', credentialPayload: { apiKey: stage.service.goodKey() } }
    const made = await stage.request('POST', '/api/built-in-credentials', { as, body })
    expect(made.status).toBe(201)
    const id = made.body.doc.id as string
    for (let used = 2; used < changesPerMinute; used += 1) expect((await importing(true)).status).toBe(200)
    const before = stage.service.seen.length
    const refused = [
      await importing(true),
      await importing(false),
      await stage.request('POST', '/api/integration-providers/dry-run', { as, body: { provider: row, authMethod: 'api-key', credentialPayload: body.credentialPayload } }),
      await stage.request('POST', '/api/built-in-credentials', { as, body }),
      await stage.request('PATCH', `/api/built-in-credentials/${id}`, { as, body: { credentialPayload: body.credentialPayload } }),
    ]
    expect(refused.map((answer) => [answer.status, codesOf(answer)])).toEqual(refused.map(() => [429, ['rate_limited']]))
    expect(stage.service.seen.length, 'no provider was asked').toBe(before)
    expect((await stage.request('PATCH', `/api/built-in-credentials/${id}`, { as, body: { enabled: false } })).status).toBe(200)
    expect((await stage.request('DELETE', `/api/built-in-credentials/${id}`, { as })).status).toBe(200)
  })

  it('do not happen where they cannot be counted', async () => {
    const { id } = await stage.connected({ account })
    const before = stage.service.seen.length
    await stage.sql('alter table patchbay.rate_limits rename to rate_limits_away')
    try {
      for (const answer of [await test(account.people.owner, id), await stage.connect({ account, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })]) {
        expect([answer.status, codesOf(answer)]).toEqual([503, ['database_unavailable']])
      }
    } finally {
      await stage.sql('alter table patchbay.rate_limits_away rename to rate_limits')
    }
    expect(stage.service.seen.length).toBe(before)
    expect((await test(account.people.owner, id)).status).toBe(200)
  })
})

describe('calls', () => {
  it('are counted over all gateways, by token and by account, and refused with the time to wait', async () => {
    const gateways: Gateway[] = await Promise.all([startGateway({ env: stage.env }), startGateway({ env: stage.env })])
    try {
      const { id } = await stage.connected({ account })
      const tokenOf = (where: StageAccount) => stage.makeToken({ as: where.people.owner, account: where.id, scopes: ['use'] })
      const [token, second, third] = [await tokenOf(account), await tokenOf(account), await tokenOf(account)]
      let turn = 0
      const call = (as: TestActor, connection = id) => fetch(`${gateways[turn++ % 2]!.url}/api/proxy/connections/${connection}/me`, { headers: as.headers })
      const spend = async (as: TestActor): Promise<number> => {
        let given = 0
        for (let tried = 0; tried < callsPerMinute * 1.5; tried += 1) {
          const { status, body } = await call(as)
          await body?.cancel()
          if (status === 200) given += 1
        }
        return given
      }
      // Each gateway may lend a hundredth, and what it used while it asked.
      const first = await spend(token)
      expect(first).toBeGreaterThanOrEqual(callsPerMinute * 0.9)
      expect(first).toBeLessThanOrEqual(callsPerMinute * 1.1)
      const refused = await call(token)
      const { errors } = (await refused.json()) as { errors: { code: string; retryable: boolean }[] }
      expect([refused.status, errors[0]?.code, errors[0]?.retryable, refused.headers.get('x-patchbay-origin')]).toEqual([429, 'rate_limited', true, 'patchbay'])
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      // Two tokens use up what the account has; a third of it has next to nothing left, and another account has all of its own.
      expect((await call(second)).status).toBe(200)
      const all = first + (await spend(second)) + (await spend(third))
      expect(all).toBeGreaterThanOrEqual(callsPerMinute * 2 * 0.9)
      expect(all).toBeLessThanOrEqual(callsPerMinute * 2 * 1.1)
      expect((await call(third)).status).toBe(429)
      const other = await stage.newAccount()
      const theirs = await stage.connected({ account: other })
      expect((await call(await tokenOf(other), theirs.id)).status).toBe(200)
    } finally {
      await Promise.all(gateways.map((gateway) => gateway.stop()))
    }
  })

  it('wait for no database: without one, a process goes by its own count', () => {
    const gone = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 2_000 })
    const limit = limitCalls({ pool: gone, callsPerMinute: 500 })
    const question = { caller: `token:${randomUUID()}`, account: randomUUID() }
    for (let used = 0; used < 500; used += 1) limit(question)
    expect(() => limit(question)).toThrow(expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: 60 }))
    limit({ caller: `token:${randomUUID()}`, account: question.account })
    return gone.end()
  })
})
