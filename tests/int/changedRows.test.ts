import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** Rows change under connections that exist: rotation stays possible, secrets stay covered, consent is asked by text. */
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

const rowWith = (fields: Record<string, unknown>[], rest: Record<string, unknown> = {}): Record<string, unknown> => {
  const row = stage.service.row() as Record<string, unknown> as { authMethods: Record<string, unknown>[] }
  return { ...row, authMethods: [{ ...row.authMethods[0], fields, ...rest }] }
}
const importing = async (row: Record<string, unknown>, dryRun = false) => {
  const { body } = await stage.request('POST', '/api/integration-providers/import', { as: stage.platform, body: { providers: [row], dryRun } })
  return body.results[0] as { action: string; problems: { path: string }[] }
}
const key = { name: 'apiKey', label: 'API key' }

describe('a row that drops a field', () => {
  it('lets connections that hold it take a new key', async () => {
    const connection = await stage.connected({ account, body: { credentialPayload: { apiKey: stage.service.goodKey(), note: 'blue' } } })
    await stage.importRows(rowWith([key]))
    const answer = await stage.request('PATCH', `/api/connections/${connection.id}`, { as: account.people.owner, body: { credentialPayload: { apiKey: stage.service.goodKey() } } })
    expect([answer.status, answer.body.doc?.status, answer.body.doc?.fields]).toEqual([200, 'active', {}])
  })
})

describe('a row that declares a secret field plain', () => {
  it('is refused, in the dry run too, and also when the field was away in between', async () => {
    await stage.connected({ account })
    const uncovering = rowWith([{ ...key, secret: false, pattern: '^[a-z0-9_]+$' }])
    const expected = { action: 'refused', problems: [{ path: 'authMethods.0.fields.0.secret' }] }
    expect(await importing(uncovering, true)).toMatchObject(expected)
    expect(await importing(uncovering)).toMatchObject(expected)
    expect(await importing(rowWith([{ name: 'other', label: 'Other' }], { inject: [{ in: 'header', name: 'Authorization', value: 'Bearer {{other}}' }] }))).toMatchObject({ action: 'updated' })
    expect(await importing(uncovering)).toMatchObject(expected)
  })

  it('is nobody’s loss while nothing is connected', async () => {
    expect(await importing(rowWith([{ ...key, secret: false, pattern: '^[a-z0-9_]+$' }]))).toMatchObject({ action: 'updated' })
  })
})

describe('consent', () => {
  it('compares what was shown as text: a list of patterns agrees to nothing, and costs nothing', async () => {
    const connection = await stage.connected({ account })
    await stage.importRows(rowWith([key], { inject: [{ in: 'header', name: 'Authorization', value: 'Bearer {{apiKey}}' }, { in: 'header', name: 'X-Copy', value: '{{apiKey}}' }] }))
    const hosts = Array.from({ length: 90 }, () => `#sending=${'{{}}'.repeat(60)}!`)
    const answer = await stage.request('POST', `/api/connections/${connection.id}/consent`, { as: account.people.owner, body: { hosts } })
    expect([answer.status, codesOf(answer)]).toEqual([409, ['conflict']])
  })
})
