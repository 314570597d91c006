import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer } from '#tests/support/startServer.ts'

/** The ground other tests stand on: if this lies, they all do. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

describe('the test server', () => {
  it('knows who is asking', async () => {
    const { request, a } = server
    const me = await request('GET', '/api/users/me', { as: a.people.member })
    expect([me.status, me.body.user.id]).toEqual([200, a.people.member.id])
    expect((await request('GET', '/api/users/me')).body.user).toBeNull()
    expect((await request('GET', '/api/accounts', { as: a.tokens.read })).body.docs.map((one: { id: string }) => one.id)).toEqual([a.id])
  })

  it('has sums that change with any row of the account, and with no other', async () => {
    const { checksum, checksumAll, sql, a, b } = server
    const [before, other, all] = [await checksum(a.id), await checksum(b.id), await checksumAll()]
    expect(await checksum(a.id)).toBe(before)
    await sql('update connections set sort_order = 7 where id = $1', [a.connections.trashed])
    expect(await checksum(a.id)).not.toBe(before)
    expect(await checksumAll()).not.toBe(all)
    expect(await checksum(b.id)).toBe(other)
  })

  it('serves the same through the front, and calls through the proxy', async () => {
    const { openFront, a, upstream } = server
    const url = await openFront()
    const listed = await fetch(`${url}/api/connections`, { headers: a.people.viewer.headers })
    expect([listed.status, ((await listed.json()) as { totalDocs: number }).totalDocs]).toEqual([200, 2])
    const called = await fetch(`${url}/api/proxy/connections/${a.connections.shared}/v1/anything`, { headers: a.tokens.use.headers })
    expect([called.status, called.headers.get('x-patchbay-origin'), upstream.seen.length > 0]).toEqual([200, 'provider', true])
  })
})
