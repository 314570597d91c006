import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { startTestServer } from '#tests/support/startServer.ts'

/** Which answers a cache may keep: pictures, and nothing else. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** One transparent dot. */
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

describe('an answer of the API', () => {
  it.each([
    ['GET', '/connections'], ['GET', '/users/me'], ['GET', '/accounts'], ['GET', '/globals/platform-settings'], ['GET', '/audit-events'], ['GET', '/integration-providers'], ['GET', '/api-tokens'],
    ['GET', '/health'], ['GET', '/openapi.json'], ['GET', '/connections/nope'], ['GET', '/nope'], ['POST', '/users/login'], ['GET', '/logos'], ['GET', '/logos/file/none.png'], ['GET', '/logos/icon/none/light'],
  ])('%s %s is kept by no cache', async (method, path) => {
    for (const as of [server.a.people.owner, null]) {
      const { headers } = await server.request(method, `/api${path}`, { as, ...(method === 'POST' ? { body: { email: 'nobody@example.test', password: 'nope' } } : {}) })
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  it('with cookies still sets them all', async () => {
    const answer = await server.request('POST', '/api/users/logout', { as: server.a.people.viewer })
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.getSetCookie().length]).toEqual([200, 'no-store', 1])
  })

  it('that is a picture may be kept by all', async () => {
    const form = new FormData()
    form.set('file', new Blob([dot], { type: 'image/png' }), 'dot.png')
    expectStatus(await server.request('POST', '/api/logos', { as: server.platform, body: form }))
    const { status, headers } = await server.request('GET', '/api/logos/file/dot.png')
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=300'])
    expect((await server.request('GET', '/api/logos/icon/github/light')).headers.get('cache-control')).toBe('public, max-age=604800')
  })
})
