import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer } from '#tests/support/startServer.ts'

/** A page of another site that signs its visitor in to the account of whoever made the page. */

let server: Awaited<ReturnType<typeof startTestServer>>
let url: string
const credentials = { email: 'attacker@example.test', password: randomBytes(12).toString('hex') }
beforeAll(async () => {
  server = await startTestServer()
  expect((await server.request('POST', '/api/users', { as: server.platform, body: credentials })).status).toBe(201)
  url = await server.openFront()
})
afterAll(() => server.stop())

/** As a web form without a script does it. */
async function postForm(headers: Record<string, string>): Promise<{ status: number; cookies: string[]; code: string | undefined }> {
  const form = new FormData()
  form.set('_payload', JSON.stringify(credentials))
  const whole = new Response(form)
  const body = Buffer.from(await whole.arrayBuffer())
  const answer = await fetch(`${url}/api/users/login`, { method: 'POST', headers: { ...headers, 'content-type': whole.headers.get('content-type') ?? '' }, body })
  const { errors } = (await answer.json()) as { errors?: { code: string }[] }
  return { status: answer.status, cookies: answer.headers.getSetCookie(), code: errors?.[0]?.code }
}

describe('a form that signs in', () => {
  it.each<[string, Record<string, string>]>([
    ['of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['of another site, in an old browser', { origin: 'https://evil.example' }],
    ['of a neighbour on the same site', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:8080' }],
    ['in a sandboxed frame', { origin: 'null' }],
  ])('%s is refused and sets no cookie', async (_name, headers) => {
    expect(await postForm(headers)).toEqual({ status: 403, cookies: [], code: 'forbidden' })
  })

  it.each<[string, Record<string, string>]>([
    ['of our own page', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }],
    ['of our own page under its other name', { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' }],
    ['of a program', {}],
  ])('%s works', async (_name, headers) => {
    const { status, cookies } = await postForm(headers)
    expect([status, cookies.length]).toEqual([200, 1])
  })
})
