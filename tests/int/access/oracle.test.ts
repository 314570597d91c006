import type { FlattenedField, SanitizedCollectionConfig } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seesAddress } from '#src/access/seesAddress.ts'
import { seesContents } from '#src/access/seesContents.ts'
import { startTestServer, type TestActor, type TestAnswer } from '#tests/support/startServer.ts'

/** What somebody may not read can neither be asked for, nor sorted by, nor reached over a relation: answers would tell it bit by bit. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
  for (const field of server.config.collections.find((one) => one.slug === 'connections')!.flattenedFields.filter(isOfMembers)) contents.add(field.name)
  for (const field of server.config.collections.find((one) => one.slug === 'audit-events')!.flattenedFields.filter(isOfPlatform)) origins.add(field.name)
})
afterAll(() => server.stop())

const isDenied = (field: FlattenedField): boolean => ('hidden' in field && field.hidden === true) || ('access' in field && typeof field.access?.read === 'function')
/** What the platform may not read of other people's connections, and their own members may. */
const isOfMembers = (field: FlattenedField): boolean => 'access' in field && field.access?.read === seesContents
/** What the platform may ask for, and others read only of what they may (tests/int/activityAddress.test.ts). */
const isOfPlatform = (field: FlattenedField): boolean => 'access' in field && field.access?.read === seesAddress
const open = (): SanitizedCollectionConfig[] => server.config.collections.filter((one) => one.endpoints !== false && !one.slug.startsWith('payload-'))

/** Paths to every denied field: a collection's own, and those one or two relations away. */
function deniedPaths({ collection, hops }: { collection: SanitizedCollectionConfig; hops: number }): string[] {
  const own = collection.flattenedFields.filter(isDenied).map((field) => field.name)
  if (hops === 0) return own
  const further = collection.flattenedFields.flatMap((field) => {
    if ((field.type !== 'relationship' && field.type !== 'upload') || typeof field.relationTo !== 'string' || isDenied(field)) return []
    const related = server.config.collections.find((one) => one.slug === field.relationTo) as SanitizedCollectionConfig
    return deniedPaths({ collection: related, hops: hops - 1 }).map((path) => `${field.name}.${path}`)
  })
  return [...own, ...further]
}

/** Who may list most of a collection. */
const readers = (): TestActor[] => [server.a.people.owner, server.platform]

const contents = new Set<string>()
/** Whether the path ends at what the platform alone may not read. */
const isForMembers = ({ path, as }: { path: string; as: TestActor }): boolean => as === server.a.people.owner && contents.has(path.split('.').at(-1) ?? '')
const origins = new Set<string>()
const isForPlatform = ({ path, as }: { path: string; as: TestActor }): boolean => as === server.platform && origins.has(path.split('.').at(-1) ?? '')

const isRefusal = ({ status, body }: TestAnswer): boolean => [400, 403].includes(status) && ['invalid_request', 'forbidden'].includes(body?.errors?.[0]?.code)

describe('denied fields', () => {
  it('are many, so that the rest of this file looks at something', () => {
    const all = open().flatMap((collection) => deniedPaths({ collection, hops: 2 }).map((path) => `${collection.slug}.${path}`))
    expect([...contents].sort()).toEqual(['fields', 'identity', 'maskedCredential', 'statusNote'])
    expect([...origins]).toEqual(['address'])
    for (const known of ['connections.envelope', 'connections.vaultId', 'api-tokens.hash', 'users.hash', 'users.resetPasswordToken', 'memberships.user.salt', 'connections.owner.resetPasswordToken', 'built-in-credentials.envelope', 'logos.bytes', 'integration-providers.compiled']) {
      expect(all).toContain(known)
    }
  })

  it('cannot be asked for', async () => {
    for (const collection of open()) {
      for (const path of deniedPaths({ collection, hops: 2 })) {
        for (const query of [`where[${path}][exists]=true`, `where[${path}][like]=a`, `where[or][0][and][0][${path}][not_equals]=x`, `where[${path.replaceAll('.', '__')}][exists]=true`]) {
          for (const as of readers().filter((as) => !isForMembers({ path, as }) && !isForPlatform({ path, as }))) {
            const answer = await server.request('GET', `/api/${collection.slug}?${query}`, { as })
            expect({ slug: collection.slug, query, as: as.label, isRefusal: isRefusal(answer) }).toEqual({ slug: collection.slug, query, as: as.label, isRefusal: true })
          }
        }
        if (isForPlatform({ path, as: server.platform })) continue
        const counted = await server.request('GET', `/api/${collection.slug}/count?where[${path}][exists]=true`, { as: server.platform })
        expect([collection.slug, path, isRefusal(counted)]).toEqual([collection.slug, path, true])
      }
    }
  })

  it('cannot be sorted by', async () => {
    for (const collection of open()) {
      for (const path of deniedPaths({ collection, hops: 2 }).filter((path) => !isForPlatform({ path, as: server.platform }))) {
        for (const sort of [path, `-${path}`, `createdAt,${path}`]) {
          const answer = await server.request('GET', `/api/${collection.slug}?sort=${sort}`, { as: server.platform })
          expect([collection.slug, sort, isRefusal(answer)]).toEqual([collection.slug, sort, true])
        }
      }
    }
  })

  it('do not come along when selected, populated, joined or asked to be shown', async () => {
    for (const collection of open()) {
      const denied = collection.flattenedFields.filter(isDenied).map((field) => field.name)
      const select = denied.map((name) => `select[${name}]=true`).join('&')
      for (const query of [select, 'showHiddenFields=true&overrideAccess=true&depth=2', 'depth=2&populate[users][hash]=true&populate[users][resetPasswordToken]=true', 'joins[x][limit]=1', 'draft=true&trash=true']) {
        for (const as of readers()) {
          const { status, body } = await server.request('GET', `/api/${collection.slug}?${query}`, { as })
          if (status === 403) continue
          expect([collection.slug, query, status]).toEqual([collection.slug, query, 200])
          for (const doc of body.docs as Record<string, unknown>[]) {
            // Payload sends the ids of sessions to the person they are of, and to others an empty list.
            const shown = Object.keys(doc).filter((name) => denied.includes(name) && !isForMembers({ path: name, as }) && !origins.has(name) && !(name === 'sessions' && (doc.id === as.id || (doc.sessions as unknown[]).length === 0)))
            expect([collection.slug, query, shown]).toEqual([collection.slug, query, []])
          }
        }
      }
    }
  })
})

describe('conditions over relations', () => {
  it('see only people one may see', async () => {
    const { request, a, b, platform } = server
    // The platform admin is nobody's colleague; A's people are not B's.
    for (const [who, email] of [[b.people.owner, `${a.people.member.id}@example.test`], [a.people.owner, `${platform.id}@example.test`]] as const) {
      const { body } = await request('GET', `/api/memberships?where[user.email][equals]=${email}`, { as: who })
      expect(body.totalDocs).toBe(0)
    }
    expect((await request('GET', `/api/memberships?where[user.email][equals]=${b.people.member.id}@example.test`, { as: b.people.owner })).body.totalDocs).toBe(1)
  })

  it('tell nothing of A to B, whatever the condition', async () => {
    const { request, a, b } = server
    const ids = [a.id, ...Object.values(a.connections), ...Object.values(a.people).map((one) => one.id)]
    for (const slug of ['connections', 'memberships', 'routing-policies', 'api-tokens', 'audit-events', 'provider-requests', 'accounts', 'users']) {
      const all = (await request('GET', `/api/${slug}?limit=200`, { as: b.people.owner })).body.totalDocs as number
      const wide = await request('GET', `/api/${slug}?limit=200&where[or][0][id][exists]=true&where[or][1][createdAt][greater_than]=1990-01-01`, { as: b.people.owner })
      expect([slug, wide.body.totalDocs]).toEqual([slug, all])
      for (const id of ids) {
        for (const path of ['id', 'account', 'account.id', 'user', 'owner', 'targetId', 'actorId', 'createdBy']) {
          const answer = await request('GET', `/api/${slug}?where[${path}][equals]=${id}`, { as: b.people.owner })
          if (answer.status === 400) continue
          expect([slug, path, answer.status, answer.body.totalDocs]).toEqual([slug, path, 200, 0])
        }
      }
    }
  })
})

describe('a method named by a header', () => {
  it('reads as a GET would, and changes nothing', async () => {
    const { request, a, b, checksum } = server
    const before = await checksum(a.id)
    for (const name of ['x-http-method-override', 'x-payload-http-method-override']) {
      const form = { [name]: 'GET', 'content-type': 'application/x-www-form-urlencoded' }
      const own = await request('POST', '/api/connections', { as: b.people.owner, headers: form, body: 'limit=100' })
      expect([own.status, own.body.totalDocs]).toEqual([200, 4])
      expect((await request('POST', '/api/connections', { as: b.people.owner, headers: form, body: `where[id][equals]=${a.connections.shared}` })).body.totalDocs).toBe(0)
      expect(isRefusal(await request('POST', '/api/connections', { as: a.people.owner, headers: form, body: 'where[envelope][exists]=true' }))).toBe(true)
      expect((await request('POST', `/api/connections/${a.connections.shared}`, { as: b.people.owner, headers: form })).status).toBe(404)
      // Only GET can be named so.
      for (const method of ['DELETE', 'PATCH', 'PUT']) {
        const answer = await request('POST', `/api/connections/${a.connections.shared}`, { as: a.people.owner, headers: { [name]: method } })
        expect([name, method, answer.status]).toEqual([name, method, 404])
      }
    }
    expect(await checksum(a.id)).toBe(before)
  })
})

describe('preferences', () => {
  it('are one’s own alone, one by one and all at once', async () => {
    const { request, a, sql } = server
    const secretively = { value: { columns: ['mine'] } }
    await request('POST', '/api/payload-preferences/nav', { as: a.people.owner, body: secretively })
    const [row] = await sql<{ id: string }>('select id from payload_preferences')
    for (const as of [a.people.member, server.b.people.owner, server.platform, a.tokens.all]) {
      expect((await request('GET', '/api/payload-preferences/nav', { as })).body.value).toBeNull()
      expect((await request('GET', '/api/payload-preferences', { as })).body.totalDocs).toBe(0)
      await request('PATCH', `/api/payload-preferences/${row?.id}`, { as, body: { value: {} } })
      await request('PATCH', '/api/payload-preferences?where[key][equals]=nav', { as, body: { value: {} } })
      await request('DELETE', '/api/payload-preferences?where[key][equals]=nav', { as })
      await request('DELETE', `/api/payload-preferences/${row?.id}`, { as })
    }
    expect((await request('GET', '/api/payload-preferences/nav', { as: a.people.owner })).body.value).toEqual(secretively.value)
  })
})

describe('what one may do', () => {
  it('is told without a word of other accounts', async () => {
    const { request, a, b, actors } = server
    for (const as of [null, actors.stranger, actors.removed, b.people.owner, b.tokens.all] as (TestActor | null)[]) {
      const { status, text } = await request('GET', '/api/access', { as })
      expect(status).toBe(200)
      for (const id of [a.id, ...Object.values(a.connections), ...Object.values(a.people).map((one) => one.id)]) expect(text.includes(id)).toBe(false)
    }
  })
})
