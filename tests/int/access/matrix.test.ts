import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { accessVerdicts, columns, foreignColumns } from '#tests/support/accessVerdicts.ts'
import { listRoutes } from '#tests/support/listRoutes.ts'
import { type Case, createSender } from '#tests/support/sendRoute.ts'
import { startTestServer } from '#tests/support/startServer.ts'

/**
 * Every route of the running configuration × every kind of actor, aimed at account A, against the table of
 * accessVerdicts. The routes come from the live configuration: a new one without a line in the table fails.
 */

let server: Awaited<ReturnType<typeof startTestServer>>
let sender: Awaited<ReturnType<typeof createSender>>
let cases: Case[]
/** What belongs to A and to nobody else: its ids, its name, its people. */
let marks: string[]

beforeAll(async () => {
  // The proxy writes a line for each refusal.
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  server = await startTestServer()
  sender = await createSender(server)
  cases = sender.cases(listRoutes(server.config))
  const { a } = server
  const people = (await server.sql<{ id: string; email: string }>('select id, email from users where id in (select user_id from memberships where account_id = $1)', [a.id])).flatMap((one) => [one.id, one.email])
  marks = [a.id, a.slug, a.policy, ...people, ...Object.values(a.connections), ...Object.values(a.membership), ...Object.values(a.tokens).map((token) => token.id)]
})
afterAll(async () => {
  vi.restoreAllMocks()
  await server.stop()
})

const sealed = /[0-9a-f]{24}:[0-9a-f]{32}:[0-9a-f]{2}/

describe('the table', () => {
  it('has a verdict for every route there is, and for none that is not', () => {
    expect(cases.map((one) => one.key).sort()).toEqual([...accessVerdicts.keys()].sort())
    expect(cases.length).toBeGreaterThan(150)
  })

  it('covers every collection and global, or its routes are shut altogether', () => {
    const slugs = [...server.config.collections.filter((one) => one.endpoints !== false).map((one) => `/${one.slug}`), ...server.config.globals.map((one) => `/globals/${one.slug}`)]
    for (const slug of slugs) expect([slug, [...accessVerdicts.keys()].some((key) => key.split(' ')[1]?.startsWith(slug))]).toEqual([slug, true])
    expect(server.config.collections.filter((one) => one.endpoints === false).map((one) => one.slug).sort()).toEqual(['data-keys', 'payload-migrations'])
  })
})

// The cases are known only when the server runs, while tests are declared before: so by collection, not one by one.
const slugs = [...new Set([...accessVerdicts.keys()].map((key) => key.split(/[ /]/)[2] ?? ''))]

describe.each(slugs)('/%s', (slug) => {
  const mine = () => cases.filter((one) => one.path.split('/')[1] === slug)

  it('shows and changes nothing of A for strangers', async () => {
    for (const route of mine()) {
      const before = await server.checksum(server.a.id)
      const found: Record<string, string> = {}
      for (const column of foreignColumns) {
        const { verdict, answer, path } = await sender.send({ route, column, isAllowed: false })
        found[column] = verdict
        // What the request itself named may come back; nothing else of A's may.
        const leaked = marks.filter((mark) => answer.text.includes(mark) && !path.includes(mark))
        expect({ route: route.key, column, leaked }).toEqual({ route: route.key, column, leaked: [] })
      }
      expect({ route: route.key, ...found }).toEqual({ route: route.key, ...pick(route, foreignColumns) })
      expect([route.key, await server.checksum(server.a.id)]).toEqual([route.key, before])
    }
  })

  it('lets A’s people, tokens and the platform do what the roles say', async () => {
    const rest = columns.filter((column) => !foreignColumns.includes(column))
    for (const route of mine()) {
      const expected = pick(route, rest)
      const found: Record<string, string> = {}
      for (const column of rest) {
        const { verdict, answer } = await sender.send({ route, column, isAllowed: expected[column] === 'ok' })
        found[column] = verdict
        expect([route.key, column, answer.text.includes(server.goodKey), sealed.test(answer.text)]).toEqual([route.key, column, false, false])
      }
      await sender.tidy()
      expect({ route: route.key, ...found }).toEqual({ route: route.key, ...expected })
    }
  })

  it('answers B about a row of A as about one that does not exist', async () => {
    for (const route of mine().filter((one) => /:id/.test(one.path) && one.variant !== 'self')) {
      const { answer, path } = await sender.send({ route, column: 'b.owner', isAllowed: false })
      const aimed = marks.find((mark) => mark.length === 36 && path.includes(mark))
      if (aimed === undefined) continue
      const body = sender.lastBody()
      const absent = await sender.resend({ route, path: path.replace(aimed, randomUUID()), column: 'b.owner', body })
      expect({ route: route.key, status: absent.status, body: withoutId(absent.text) }).toEqual({ route: route.key, status: answer.status, body: withoutId(answer.text) })
    }
  })
})

describe('afterwards', () => {
  it('B’s trail holds nothing that names A', async () => {
    const { request, a, b } = server
    const { body } = await request('GET', '/api/audit-events?limit=200', { as: b.people.owner })
    expect(body.docs.length).toBeGreaterThan(0)
    expect(body.docs.filter((one: { account: string; targetLabel: string | null }) => one.account !== b.id || (one.targetLabel ?? '').includes(a.slug))).toEqual([])
    // A refused try on a row of A stands in the trail of whoever tried, not in A's.
    expect(await server.sql(`select 1 from audit_events where account = $1 and actor_id = $2`, [a.id, b.people.owner.id])).toEqual([])
  })
})

const pick = (route: Case, wanted: readonly (typeof columns)[number][]): Record<string, string | undefined> =>
  Object.fromEntries(wanted.map((column) => [column, accessVerdicts.get(route.key)?.[column]]))

const withoutId = (text: string): string => text.replace(/"requestId":"[^"]*"/g, '')
