import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer } from '#tests/support/startServer.ts'

/** How often one may guess over many addresses. */

let server: Awaited<ReturnType<typeof startTestServer>>
const email = 'guessed@example.test'
const password = randomBytes(12).toString('hex')
beforeAll(async () => {
  server = await startTestServer()
  expect((await server.request('POST', '/api/users', { as: server.platform, body: { email, password } })).status).toBe(201)
})
afterAll(() => server.stop())
beforeEach(() => server.sql('delete from patchbay.sign_in_attempts'))

const signIn = async ({ from, secret = 'nope', as = email }: { from: string; secret?: string; as?: string }): Promise<number> =>
  (await server.request('POST', '/api/users/login', { body: { email: as, password: secret }, headers: { 'x-patchbay-address': from } })).status
const times = async (count: number, attempt: (index: number) => Promise<number>): Promise<number[]> => {
  const seen: number[] = []
  for (let index = 0; index < count; index += 1) seen.push(await attempt(index))
  return seen
}
const all = (count: number, status: number): number[] => Array.from({ length: count }, () => status)

describe('guessing one person’s password', () => {
  it('ends after fifty tries over all addresses, the right one included, for that person only', async () => {
    expect(await times(50, (index) => signIn({ from: `203.0.113.${index}` }))).toEqual(all(50, 401))
    expect(await signIn({ from: '198.51.100.1' })).toBe(429)
    expect(await signIn({ from: '198.51.100.1', as: ` ${email.toUpperCase()}`, secret: password })).toBe(429)
    expect(await signIn({ from: '198.51.100.1', as: 'other@example.test' })).toBe(401)
  })

  it('from one address alone never locks the person out elsewhere', async () => {
    await times(60, () => signIn({ from: '203.0.113.1' }))
    expect(await times(39, (index) => signIn({ from: `198.51.100.${index}` }))).toEqual(all(39, 401))
    expect(await signIn({ from: '192.0.2.1', secret: password })).toBe(200)
  })

  it('is not forgotten over a success, which itself does not count', async () => {
    await times(49, (index) => signIn({ from: `203.0.113.${index}` }))
    expect(await times(3, () => signIn({ from: '192.0.2.1', secret: password }))).toEqual(all(3, 200))
    expect([await signIn({ from: '198.51.100.1' }), await signIn({ from: '198.51.100.2' })]).toEqual([401, 429])
  })

  it('counts all addresses of one IPv6 network as one', async () => {
    expect(await times(10, (index) => signIn({ from: `2001:db8:0:1::${index}` }))).toEqual(all(10, 401))
    expect([await signIn({ from: '2001:db8:0:1:ffff::1' }), await signIn({ from: '2001:db8:0:2::1' })]).toEqual([429, 401])
  })
})
