import { randomBytes, randomUUID } from 'node:crypto'
import { createLocalReq } from 'payload'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, fieldsOf } from '#tests/support/startStage.ts'
import { startEmptyServer, type TestAnswer, type TestServer } from '#tests/support/startServer.ts'

/** From an empty installation: who becomes the first platform admin, and how often one may guess. */

const email = 'admin@example.test'
const password = randomBytes(12).toString('hex')

let server: TestServer
beforeAll(async () => {
  server = await startEmptyServer({ env: { PATCHBAY_ADMIN_EMAIL: email, PATCHBAY_ADMIN_PASSWORD: password } })
})
afterAll(() => server.stop())

const signIn = ({ as = email, secret = password, from }: { as?: string; secret?: string; from: string }): Promise<TestAnswer> =>
  server.request('POST', '/api/users/login', { body: { email: as, password: secret }, headers: { 'x-patchbay-address': from } })
const codeOf = ({ body }: TestAnswer): string | undefined => body?.errors?.[0]?.code

describe('an empty installation', () => {
  it('makes nobody an admin who asks first', async () => {
    for (const slug of ['users', 'api-tokens']) {
      const body = { email: 'me@example.test', password: randomBytes(12).toString('hex'), platformRole: 'admin', name: 'me', scopes: ['manage'] }
      expect(codeOf(await server.request('POST', `/api/${slug}/first-register`, { body }))).toBe('method_not_allowed')
      expect(codeOf(await server.request('POST', `/api/${slug}`, { body }))).toBe('unauthenticated')
    }
    expect(await server.sql('select 1 from users')).toEqual([])
    expect(await server.sql('select 1 from api_tokens')).toEqual([])
  })

  it('has its first admin from the environment, made once and not changed again', async () => {
    const [{ seedPeople }, { readEnv }] = await Promise.all([import('#src/server/seedPeople.ts'), import('#src/env.ts')])
    const seed = async () => seedPeople({ req: await createLocalReq({}, server.payload), env: readEnv() })
    await seed()
    const stored = await server.sql('select email, platform_role, hash from users')
    expect(stored.map(({ email: address, platform_role: role }) => [address, role])).toEqual([[email, 'admin']])
    await server.sql(`update users set name = 'Renamed'`)
    await seed()
    expect((await server.sql('select name, hash from users')).map(({ name, hash }) => [name, hash])).toEqual([['Renamed', stored[0]?.hash]])
    const { status, body } = await signIn({ from: 'setup' })
    expect([status, body.user.platformRole]).toEqual([200, 'admin'])
    expect((await server.request('GET', '/api/users', { headers: { authorization: `JWT ${body.token}` } })).body.totalDocs).toBe(1)
  })
})

describe('signing in', () => {
  it('says the same about a wrong password and a stranger’s address', async () => {
    const wrong = await signIn({ secret: 'nope', from: 'same-1' })
    const unknown = await signIn({ as: 'nobody@example.test', secret: 'nope', from: 'same-2' })
    expect([wrong.status, codeOf(wrong)]).toEqual([401, 'unauthenticated'])
    const withoutId = ({ text }: TestAnswer) => text.replace(/"requestId":"[^"]*"/, '')
    expect(withoutId(unknown)).toBe(withoutId(wrong))
    expect(wrong.text.includes(email)).toBe(false)
  })

  it('takes as much work to refuse either, so that time tells nothing of who has a sign-in', async () => {
    const workOf = async (as: string): Promise<number> => {
      const before = process.cpuUsage()
      await signIn({ as, secret: 'nope', from: 'work' })
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let round = 0; round < 4; round += 1) {
      known.push(await workOf(email))
      unknown.push(await workOf(`nobody${round}@example.test`))
    }
    expect(Math.min(...unknown) / Math.min(...known)).toBeGreaterThan(0.7)
    expect(Math.min(...known) / Math.min(...unknown)).toBeGreaterThan(0.7)
  })

  it('ends for a person after ten wrong tries from one address, the right password included, and says for how long', async () => {
    for (let attempt = 1; attempt <= 10; attempt += 1) expect([attempt, codeOf(await signIn({ as: attempt % 2 === 0 ? email : ` ${email.toUpperCase()}`, secret: 'nope', from: 'guess' }))]).toEqual([attempt, 'unauthenticated'])
    const stopped = await signIn({ from: 'guess' })
    expect([stopped.status, codeOf(stopped)]).toEqual([429, 'rate_limited'])
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(stopped.body.errors[0].retryable).toBe(true)
  })

  it('goes on for that person from elsewhere, so that a stranger cannot lock people out', async () => {
    expect((await signIn({ from: 'home' })).status).toBe(200)
  })

  it('ends for an address after sixty tries, whoever is tried', async () => {
    const tried = await Promise.all(Array.from({ length: 60 }, (_, index) => signIn({ as: `person${index}@example.test`, secret: 'nope', from: 'spray' })))
    expect(new Set(tried.map(codeOf))).toEqual(new Set(['unauthenticated']))
    const stopped = await signIn({ as: 'person61@example.test', secret: 'nope', from: 'spray' })
    expect([stopped.status, codeOf(stopped)]).toEqual([429, 'rate_limited'])
    expect((await signIn({ from: 'spray' })).status).toBe(429)
  })

  it('counts anew after a success and after ten minutes', async () => {
    for (let attempt = 1; attempt <= 9; attempt += 1) await signIn({ secret: 'nope', from: 'forgetful' })
    expect((await signIn({ from: 'forgetful' })).status).toBe(200)
    for (let attempt = 1; attempt <= 10; attempt += 1) await signIn({ secret: 'nope', from: 'forgetful' })
    expect((await signIn({ from: 'forgetful' })).status).toBe(429)
    await server.sql(`update patchbay.sign_in_attempts set window_ends = now() - interval '1 second'`)
    expect((await signIn({ from: 'forgetful' })).status).toBe(200)
  })

  it('keeps no list of who tried from where', async () => {
    await signIn({ secret: 'nope', from: '203.0.113.7' })
    const kept = JSON.stringify(await server.sql('select * from patchbay.sign_in_attempts'))
    expect(kept.includes(email) || kept.includes('203.0.113.7')).toBe(false)
  })

  it('is counted by the address the front saw, not by one a client names', async () => {
    const url = await server.openFront()
    const statuses: number[] = []
    for (let attempt = 1; attempt <= 11; attempt += 1) {
      const response = await fetch(`${url}/api/users/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-patchbay-address': `10.0.0.${attempt}`, 'x-forwarded-for': `10.0.0.${attempt}` },
        body: JSON.stringify({ email, password: 'nope' }),
      })
      statuses.push(response.status)
    }
    expect([statuses.slice(0, 10).every((status) => status === 401), statuses[10]]).toEqual([true, 429])
  })
})

describe('the admin panel', () => {
  it('has its own page for a forgotten password, and offers no bulk write that would be refused', () => {
    expect(server.config.admin.components.views?.forgot?.Component).toBe('/src/admin/ForgottenPassword#ForgottenPassword')
    for (const { slug, disableBulkDelete, disableBulkEdit } of server.config.collections.filter((one) => !one.slug.startsWith('payload-'))) expect({ slug, disableBulkDelete, disableBulkEdit }).toEqual({ slug, disableBulkDelete: true, disableBulkEdit: true })
  })
})

describe('counting tries', () => {
  it('needs no second connection of Payload’s pool, so that sign-ins cannot wait for one another', async () => {
    const { pool } = server.payload.db as unknown as { pool: Pool }
    // Payload keeps one for itself; one is left.
    const held = await Promise.all(Array.from({ length: (pool.options.max ?? 10) - 2 }, () => pool.connect()))
    try {
      expect((await signIn({ from: 'narrow' })).status).toBe(200)
      const strangers = Array.from({ length: 6 }, (_, index) => signIn({ as: `stranger-${index}@example.test`, from: `narrow-${index}` }))
      expect(new Set((await Promise.all(strangers)).map((one) => one.status))).toEqual(new Set([401]))
    } finally {
      for (const client of held) client.release()
    }
  })
})

describe('a session', () => {
  it('ends when the person signs out, for the token that was copied before as well', async () => {
    const { body } = await signIn({ from: 'out' })
    const headers = { authorization: `JWT ${body.token}` }
    expect((await server.request('GET', '/api/users/me', { headers })).body.user.email).toBe(email)
    await server.request('POST', '/api/users/logout', { headers })
    expect((await server.request('GET', '/api/users/me', { headers })).body.user).toBeNull()
  })

  it('is not made by a token of another secret, or of none', async () => {
    const { body } = await signIn({ from: 'forge' })
    const [head, claims] = (body.token as string).split('.') as [string, string]
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    for (const token of [`${head}.${claims}.${randomBytes(32).toString('base64url')}`, `${none}.${claims}.`, `${head}.${claims}`]) {
      expect((await server.request('GET', '/api/users/me', { headers: { authorization: `JWT ${token}` } })).body.user).toBeNull()
    }
  })

  it('does nothing for a page that was drawn for somebody else, until that page is drawn anew', async () => {
    const { body } = await signIn({ from: 'opener' })
    const { id } = body.user as { id: string }
    const send = (openedBy: string, headers: Record<string, string> = { cookie: `payload-token=${body.token}`, origin: 'http://localhost:3000' }) =>
      server.request('PATCH', `/api/users/${id}`, { headers: { ...headers, 'x-patchbay-opened-by': openedBy }, body: { name: `By ${openedBy}` } })
    const refused = await send(randomUUID())
    expect([refused.status, codesOf(refused), fieldsOf(refused)]).toEqual([409, ['conflict'], ['openedBy']])
    expect((await send(id)).body.doc.name).toBe(`By ${id}`)
    // An ended session is that, whoever's it was; and a program names its person itself.
    expect((await send(id, {})).status).toBe(401)
    expect((await send(id, { cookie: 'payload-token=x' })).status).toBe(401)
    expect((await send('nobody', { authorization: `JWT ${body.token}` })).status).toBe(200)
  })

  it('does not count from another site', async () => {
    const { body } = await signIn({ from: 'csrf' })
    const cookie = `payload-token=${body.token}`
    expect((await server.request('GET', '/api/users/me', { headers: { cookie, origin: 'http://localhost:3000' } })).body.user.email).toBe(email)
    expect((await server.request('GET', '/api/users/me', { headers: { cookie, origin: 'https://evil.example' } })).body.user).toBeNull()
    expect((await server.request('GET', '/api/users/me', { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).body.user).toBeNull()
  })
})
