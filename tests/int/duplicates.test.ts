import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestActor } from '#tests/support/startServer.ts'

/** What may be there once only is refused the second time as a conflict, in whatever language the browser asks for. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

type Try = { path: string; as: TestActor; body: Record<string, unknown> }

it.each<[string, () => Try, string | undefined]>([
  ['a membership', () => ({ path: 'memberships', as: server.a.people.owner, body: { account: server.a.id, user: server.a.people.viewer.id, role: 'admin' } }), undefined],
  ['a routing policy', () => ({ path: 'routing-policies', as: server.a.people.owner, body: { account: server.a.id, provider: 'acme', mode: 'byo' } }), undefined],
  ['a built-in credential', () => ({ path: 'built-in-credentials', as: server.platform, body: { provider: 'acme', credentialPayload: { apiKey: server.goodKey } } }), undefined],
  ['the slug of an account', () => ({ path: 'accounts', as: server.platform, body: { name: 'Again', slug: server.a.slug } }), 'slug'],
  ['the address of a user', () => ({ path: 'users', as: server.platform, body: { email: `${server.stranger.id}@example.test`, password: randomBytes(12).toString('hex') } }), 'email'],
])('%s', async (_, make, field) => {
  const { path, as, body } = make()
  const before = await server.checksumAll()
  for (const language of ['en', 'de']) {
    const answer = await server.request('POST', `/api/${path}`, { as, body, headers: { 'accept-language': language } })
    expect([answer.status, answer.body.errors.length, answer.body.errors[0].code, answer.body.errors[0].field]).toEqual([409, 1, 'conflict', field])
    expect(answer.body.errors[0].message).toMatch(/already\.$/)
  }
  expect(await server.checksumAll()).toBe(before)
})
