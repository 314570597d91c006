import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerJson } from '#tests/support/startService.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** The platform knows that a connection is there and how it fares, and not what it holds nor whose it is at the service. */

const nonce = 'innermost'
let stage: Stage
let account: StageAccount
let id: string

beforeAll(async () => {
  stage = await startStage()
  stage.service.turn((_request, response) => answerJson(response, { status: 200, body: { user: { name: `Ann ${nonce}`, id: `u-${nonce}` } } }))
  account = await stage.newAccount()
  ;({ id } = await stage.connected({ account, body: { displayName: 'Main', credentialPayload: { apiKey: stage.service.goodKey(), note: nonce } } }))
  await stage.sql(`update connections set status_note = $2 where id = $1`, [id, `No such user: ${nonce}`])
})
afterAll(() => stage?.stop())

it('is what the account itself sees', async () => {
  const { body } = await stage.request('GET', `/api/connections/${id}`, { as: account.people.viewer })
  expect(body).toMatchObject({ fields: { note: nonce }, identity: { label: `Ann ${nonce}` }, maskedCredential: { apiKey: expect.stringContaining('…') }, statusNote: expect.stringContaining(nonce), hostsAwaitingConsent: [] })
})

it('does not show it to the platform, by REST or by an answer of ours', async () => {
  const asked: [string, string][] = [['GET', `/api/connections/${id}`], ['GET', `/api/connections?where[account][equals]=${account.id}`], ['GET', `/api/connections?select[fields]=true&select[identity]=true&select[maskedCredential]=true&select[hostsAwaitingConsent]=true`], ['POST', `/api/connections/${id}/deactivate`]]
  for (const [method, path] of asked) {
    const { status, text, body } = await stage.request(method, path, { as: stage.platform })
    expect([path, status, text.includes(id), text.includes(nonce)]).toEqual([path, 200, true, false])
    const shown = body.connection ?? body.docs?.[0] ?? body
    for (const name of ['fields', 'maskedCredential', 'identity', 'statusNote', 'hostsAwaitingConsent']) expect([path, name, Object.keys(shown[name] ?? {})]).toEqual([path, name, []])
  }
})

it('does not tell it by an order or a condition', async () => {
  for (const query of ['sort=fields', 'sort=maskedCredential', 'sort=-identity', 'sort=statusNote', `where[statusNote][like]=${nonce}`, `where[or][0][statusNote][exists]=true`]) {
    expect([query, (await stage.request('GET', `/api/connections?${query}`, { as: stage.platform })).status]).toEqual([query, 400])
  }
  expect((await stage.request('GET', `/api/connections?where[statusNote][like]=${nonce}`, { as: account.people.viewer })).body.totalDocs).toBe(1)
})

it('does not tell it as a host that a draft of the row would be made of', async () => {
  const [provider] = await stage.sql<{ id: string }>(`select id from integration_providers where key = 'globex'`)
  const [method] = stage.service.row().authMethods as { fields: Record<string, unknown>[] }[]
  const authMethods = [{ ...method, fields: method?.fields.map((field) => (field.name === 'note' ? { ...field, pattern: '^[a-z]{1,20}$', example: 'acme', required: true } : field)) }]
  const row = stage.service.row({ baseUrl: 'https://api.example.com', allowedHosts: ['api.example.com', '{{note}}.example.com'], authMethods })
  const { text, body } = await stage.request('POST', `/api/integration-providers/${provider?.id}/impact`, { as: stage.platform, body: { provider: row } })
  expect([text.includes(nonce), text.includes('{{note}}.example.com')]).toEqual([false, true])
  expect(body.impact.consentReach).toEqual({ connections: 1, accounts: 1 })
})

it('shows it to a platform admin who belongs to the account, as its role says', async () => {
  const self = await stage.makeUser({ name: 'Both' })
  await stage.request('POST', '/api/memberships', { as: account.people.owner, body: { account: account.id, user: self.id, role: 'viewer' } })
  await stage.sql(`update users set platform_role = 'admin' where id = $1`, [self.id])
  const { id: own } = await stage.connected({ account, as: account.people.member, body: { visibility: 'private', credentialPayload: { apiKey: stage.service.goodKey(), note: nonce } } })
  expect((await stage.request('GET', `/api/connections/${id}`, { as: self })).body).toMatchObject({ fields: { note: nonce } })
  const { status, text } = await stage.request('GET', `/api/connections/${own}`, { as: self })
  expect([status, text.includes(nonce)]).toEqual([200, false])
})
