import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import type { TestActor } from '#tests/support/startServer.ts'
import { answerJson, identity } from '#tests/support/startService.ts'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** A key is tested at its provider before anything is stored; what changes in those seconds must not slip through. */
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

const stored = async (): Promise<number> => Number((await stage.sql('select count(*)::int as count from connections where account_id = $1', [account.id]))[0]?.count)
/** The service does something before it says yes. */
const meanwhile = (work: () => Promise<unknown>): void =>
  stage.service.turn((_request, response) => void work().then(() => answerJson(response, { status: 200, body: { user: { name: identity.label, id: identity.id } } })))

describe('while a key is being tested', () => {
  it('a member who is removed stores nothing any more', async () => {
    const before = await stored()
    meanwhile(() => stage.sql('delete from memberships where account_id = $1 and user_id = $2', [account.id, account.people.member.id]))
    const answer = await stage.connect({ account, as: account.people.member, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect(answer.status).toBe(404)
    expect(await stored()).toBe(before)
  })

  it.each([
    ['a member who is removed', 404, ({ member }) => stage.sql('delete from memberships where account_id = $1 and user_id = $2', [account.id, member.id])],
    ['a member who may only look by then', 403, ({ member }) => stage.sql(`update memberships set role = 'viewer' where account_id = $1 and user_id = $2`, [account.id, member.id])],
    ['a token that ends', 404, ({ token }) => stage.sql('delete from api_tokens where id = $1', [token.id])],
  ] as [string, number, (who: { member: TestActor; token: TestActor }) => Promise<unknown>][])('%s replaces no key any more', async (what, status, change) => {
    const { owner } = account.people
    const member = await stage.makeUser()
    expectStatus(await stage.request('POST', '/api/memberships', { as: owner, body: { account: account.id, user: member.id, role: 'member' } }))
    const token = await stage.makeToken({ as: owner, account: account.id, scopes: ['connect'] })
    const { id } = await stage.connected({ account, as: member })
    const [before] = await stage.sql('select * from connections where id = $1', [id])
    meanwhile(() => change({ member, token }))
    const answer = await stage.request('PATCH', `/api/connections/${id}`, { as: what.includes('token') ? token : member, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect([answer.status, codesOf(answer)]).toEqual([status, [status === 403 ? 'forbidden' : 'not_found']])
    expect((await stage.sql('select * from connections where id = $1', [id]))[0]).toEqual(before)
  })

  it('a row that changes where the key goes is not agreed to by the save', async () => {
    const before = await stored()
    meanwhile(() => stage.importRows(stage.service.row({ allowedHosts: [stage.service.host, '127.0.0.1:9'] })))
    const answer = await stage.connect({ account, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect([answer.status, codesOf(answer)]).toEqual([409, ['conflict']])
    expect(await stored()).toBe(before)
  })

  it('the same holds for a replaced key, and the old one stays', async () => {
    const connection = await stage.connected({ account })
    const [old] = await stage.sql('select envelope, agreed_hosts from connections where id = $1', [connection.id])
    meanwhile(() => stage.importRows(stage.service.row({ allowedHosts: [stage.service.host, '127.0.0.1:9'] })))
    const answer = await stage.request('PATCH', `/api/connections/${connection.id}`, { as: account.people.owner, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect([answer.status, codesOf(answer)]).toEqual([409, ['conflict']])
    expect((await stage.sql('select envelope, agreed_hosts from connections where id = $1', [connection.id]))[0]).toEqual(old)
  })
})
