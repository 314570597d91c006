import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestActor } from '#tests/support/startServer.ts'

/** Every text a person types that is stored as it is: a secret pasted there is refused, and gets into no audit label. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** Never in one piece in a file. */
const secret = ['sk', 'live', randomBytes(16).toString('hex')].join('_')
type Case = { method: string; path: string; as: TestActor; field: string; of?: (value: string) => unknown }

const cases: [string, () => Case][] = [
  ['one’s own name', () => ({ method: 'PATCH', path: `/users/${server.a.people.member.id}`, as: server.a.people.member, field: 'name' })],
  ['an account’s name', () => ({ method: 'PATCH', path: `/accounts/${server.a.id}`, as: server.a.people.owner, field: 'name' })],
  ['why an account is blocked', () => ({ method: 'POST', path: `/accounts/${server.a.id}/cut-off`, as: server.platform, field: 'reason' })],
  ['the platform’s name', () => ({ method: 'POST', path: '/globals/platform-settings', as: server.platform, field: 'platformName' })],
  ['whom to ask', () => ({ method: 'POST', path: '/globals/platform-settings', as: server.platform, field: 'supportContact' })],
  ['a featured provider', () => ({ method: 'POST', path: '/globals/marketplace', as: server.platform, field: 'featured', of: (value) => ['acme', value] })],
  ['a category', () => ({ method: 'POST', path: '/globals/marketplace', as: server.platform, field: 'categoryOrder', of: (value) => ['Email', value] })],
]

describe.each(cases)('%s', (_name, make) => {
  it('takes no secret, and any other text', async () => {
    const { method, path, as, field, of = (value) => value } = make()
    const before = await server.checksumAll()
    const refused = await server.request(method, `/api${path}`, { as, body: { [field]: of(secret) } })
    expect([refused.status, refused.body.errors[0].code, refused.body.errors[0].field, refused.text.includes(secret)]).toEqual([422, 'secret_in_plain_field', field, false])
    expect(await server.checksumAll()).toBe(before)
    const kept = await server.request(method, `/api${path}`, { as, body: { [field]: of('Something else') } })
    expect([kept.status, JSON.stringify(kept.body).includes('Something else')]).toEqual([200, true])
  })
})

it('no audit event quotes one', async () => {
  const events = await server.sql('select * from audit_events')
  expect([events.length > 0, JSON.stringify(events).includes(secret)]).toEqual([true, false])
})
