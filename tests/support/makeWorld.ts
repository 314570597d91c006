import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { jwtSign } from 'payload'
import { inject } from 'vitest'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { type FakeUpstream, startFakeUpstream } from './fakeUpstream.ts'
import type { TestActor, TestAnswer, TestServer } from './startServer.ts'

export type Role = 'owner' | 'admin' | 'member' | 'viewer'
export type Scope = 'read' | 'connect' | 'use' | 'manage'

export type TestAccount = {
  id: string
  slug: string
  people: Record<Role, TestActor>
  tokens: Record<Scope, TestActor> & { all: TestActor }
  /** Ids. `shared` is the owner's, `memberShared` the member's; `trashed` lies in the trash. */
  connections: { shared: string; memberShared: string; ownerPrivate: string; memberPrivate: string; trashed: string }
  policy: string
  membership: Record<Role, string>
}

export type World = {
  a: TestAccount
  b: TestAccount
  /** By key: `${account}.${role}`, `${account}.token.${scope}`, platform, platformToken, removed, stranger. */
  actors: Record<string, TestActor>
  platform: TestActor
  platformToken: TestActor
  /** Was a member of A; the session goes on. */
  removed: TestActor
  /** Signed in, in no account. */
  stranger: TestActor
  /** The service behind the row `acme`; it takes `goodKey` only. */
  upstream: FakeUpstream
  goodKey: string
  /** Id of the row `acme`, and of its built-in credential. */
  provider: string
  builtIn: string
  /** A row that tests may change before they send it; its base is the fake upstream. */
  row: Record<string, unknown>
  makeUser(options?: { platformRole?: 'admin' | 'none'; name?: string }): Promise<TestActor>
  makeToken(options: { as: TestActor; account: string | null; scopes: Scope[] }): Promise<TestActor>
  /** Of every row that belongs to the account, in all tables; changes when any of them does (but for who used it last and when, which follows later by itself). */
  checksum(account: string): Promise<string>
  /** Of every row of every table, but for who is signed in and how often somebody tried. */
  checksumAll(): Promise<string>
  stop(): Promise<void>
}

const roles: Role[] = ['owner', 'admin', 'member', 'viewer']
const scopes: Scope[] = ['read', 'connect', 'use', 'manage']

/** Two accounts with everything in them, made through the HTTP API wherever it offers it. */
export async function makeWorld(server: TestServer): Promise<World> {
  const goodKey = ['acme', 'good', randomBytes(12).toString('hex')].join('_')
  const upstream = await startFakeUpstream({ compiled: compile(acmeRow({ baseUrl: 'https://acme.example' })), goodValues: { apiKey: goodKey } })
  const row = acmeRow({ baseUrl: upstream.origin })
  const makers = createMakers(server)
  const platform = await makers.makeUser({ platformRole: 'admin', name: 'Platform admin' })
  const provider = idOf(await server.request('POST', '/api/integration-providers', { as: platform, body: row }))
  const builtIn = idOf(await server.request('POST', '/api/built-in-credentials', { as: platform, body: { provider: 'acme', credentialPayload: { apiKey: goodKey } } }))
  const [a, b] = [await makeAccount({ server, makers, slug: 'aurora', platform, goodKey }), await makeAccount({ server, makers, slug: 'borealis', platform, goodKey })]
  const removed = await makers.makeUser({ name: 'Removed' })
  const left = idOf(await server.request('POST', '/api/memberships', { as: a.people.owner, body: { account: a.id, user: removed.id, role: 'admin' } }))
  expectStatus(await server.request('DELETE', `/api/memberships/${left}`, { as: a.people.owner }))
  const stranger = await makers.makeUser({ name: 'Stranger' })
  const platformToken = await makers.makeToken({ as: platform, account: null, scopes })
  const actors: Record<string, TestActor> = { platform, platformToken, removed, stranger }
  for (const [name, account] of [['a', a], ['b', b]] as const) {
    for (const role of roles) actors[`${name}.${role}`] = account.people[role]
    for (const scope of [...scopes, 'all'] as const) actors[`${name}.token.${scope}`] = account.tokens[scope]
  }
  return { a, b, actors, platform, platformToken, removed, stranger, upstream, goodKey, provider, builtIn, row, ...makers, ...createChecksums(server), stop: () => upstream.stop() }
}

/** A row as a platform admin would send it. */
export const acmeRow = ({ baseUrl }: { baseUrl: string }): Record<string, unknown> => ({
  key: 'acme',
  name: 'Acme',
  category: 'Test',
  description: 'A service for the tests.',
  baseUrl,
  helpUrl: 'https://acme.example/keys',
  authMethods: [{ key: 'api-key', type: 'bearer', label: 'API key', fields: [{ name: 'apiKey', label: 'API key', pattern: '^acme_[A-Za-z0-9_-]+$', example: 'acme_good_1' }], inject: [{ in: 'header', name: 'Authorization', value: 'Bearer {{apiKey}}' }] }],
  test: { method: 'GET', path: '/v1/me', expect: [200], errorAt: '/error/message', identity: { label: '/account/name', id: '/account/id' } },
})

function compile(row: Record<string, unknown>): CompiledProvider {
  const result = checkRow({ row, isOutboundAllowed: () => null })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.compiled
}

type Makers = Pick<World, 'makeUser' | 'makeToken'>

function createMakers({ request, sql, env }: TestServer): Makers {
  const { password, salt, hash } = inject('password')
  return {
    // By SQL with a session of its own.
    makeUser: async ({ platformRole = 'none', name = 'Somebody' } = {}) => {
      const [id, sid] = [randomUUID(), randomUUID()]
      await sql('insert into users (id, email, name, platform_role, salt, hash) values ($1, $2, $3, $4, $5, $6)', [id, `${id}@example.test`, name, platformRole, salt, hash])
      await sql(`insert into users_sessions (_order, _parent_id, id, created_at, expires_at) values (1, $1, $2, now(), now() + interval '1 day')`, [id, sid])
      const secret = createHash('sha256').update(env.PAYLOAD_SECRET ?? '').digest('hex').slice(0, 32)
      const { token } = await jwtSign({ fieldsToSign: { id, collection: 'users', sid, email: `${id}@example.test` }, secret, tokenExpiration: 86_400 })
      return { kind: 'user', id, label: name, headers: { authorization: `JWT ${token}` }, password }
    },
    makeToken: async ({ as, account, scopes: granted }) => {
      const answer = expectStatus(await request('POST', '/api/api-tokens', { as, body: { name: `For ${granted.join(', ')}`, account, scopes: granted } }))
      return { kind: 'token', id: answer.body.doc.id, label: answer.body.doc.name, headers: { authorization: `Bearer ${answer.body.token}` } }
    },
  }
}

type NewAccount = { server: TestServer; makers: Makers; slug: string; platform: TestActor; goodKey: string }

async function makeAccount({ server: { request }, makers, slug, platform, goodKey }: NewAccount): Promise<TestAccount> {
  const id = idOf(await request('POST', '/api/accounts', { as: platform, body: { name: slug, slug } }))
  const people = Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await makers.makeUser({ name: `${slug} ${role}` })]))) as Record<Role, TestActor>
  const membership = {} as Record<Role, string>
  for (const role of roles) membership[role] = idOf(await request('POST', '/api/memberships', { as: role === 'owner' ? platform : people.owner, body: { account: id, user: people[role].id, role } }))
  const connect = async (as: TestActor, displayName: string, visibility: 'account' | 'private') =>
    expectStatus(await request('POST', '/api/integrations/provider-connections', { as, body: { workspaceId: id, provider: 'acme', displayName, visibility, credentialPayload: { apiKey: goodKey } } })).body.connection.id as string
  const connections = {
    shared: await connect(people.owner, `${slug} shared`, 'account'),
    memberShared: await connect(people.member, `${slug} by a member`, 'account'),
    ownerPrivate: await connect(people.owner, `${slug} private of the owner`, 'private'),
    memberPrivate: await connect(people.member, `${slug} private of the member`, 'private'),
    trashed: await connect(people.owner, `${slug} in the trash`, 'account'),
  }
  expectStatus(await request('DELETE', `/api/connections/${connections.trashed}`, { as: people.owner }))
  const policy = idOf(await request('POST', '/api/routing-policies', { as: people.admin, body: { account: id, provider: 'acme', mode: 'auto' } }))
  const tokens = {} as TestAccount['tokens']
  for (const scope of scopes) tokens[scope] = await makers.makeToken({ as: people.admin, account: id, scopes: [scope] })
  tokens.all = await makers.makeToken({ as: people.admin, account: id, scopes })
  return { id, slug, people, tokens, connections, policy, membership }
}

function createChecksums({ sql }: TestServer): Pick<World, 'checksum' | 'checksumAll'> {
  const sum = async (parts: { table: string; where: string; values: unknown[] }[]) => {
    const sums: string[] = []
    for (const { table, where, values } of parts) {
      const [row] = await sql<{ sum: string }>(`select md5(coalesce(string_agg(row, E'\\n' order by row), '')) as sum from (select (to_jsonb(t) - 'last_used_at' - 'last_used_by')::text as row from ${table} t where ${where}) rows`, values)
      sums.push(`${table} ${row?.sum}`)
    }
    return sums.join('\n')
  }
  return {
    checksum: async (account) => {
      const owned = await sql<{ table: string; column: string }>(
        `select format('%I.%I', table_schema, table_name) as table, column_name as column from information_schema.columns
         where table_schema in ('public', 'patchbay') and column_name in ('account_id', 'account') order by 1`,
      )
      return sum([
        ...owned.map(({ table, column }) => ({ table, where: `${column}::text = $1`, values: [account] })),
        { table: 'public.accounts', where: 'id::text = $1', values: [account] },
        { table: 'public.users', where: 'id in (select user_id from memberships where account_id::text = $1)', values: [account] },
      ])
    },
    checksumAll: async () => {
      const tables = await sql<{ table: string }>(
        `select format('%I.%I', table_schema, table_name) as table from information_schema.tables
         where table_schema in ('public', 'patchbay') and table_type = 'BASE TABLE' and table_name not in ('sign_in_attempts', 'rate_limits', 'users_sessions', 'payload_migrations') order by 1`,
      )
      return sum(tables.map(({ table }) => ({ table, where: 'true', values: [] })))
    },
  }
}

/** @throws when the answer is a refusal, with its text: a world half made is no world to test in. */
export function expectStatus(answer: TestAnswer): TestAnswer {
  if (answer.status < 200 || answer.status > 299) throw new Error(`${answer.status}: ${answer.text.slice(0, 600)}`)
  return answer
}

const idOf = (answer: TestAnswer): string => expectStatus(answer).body.doc.id as string
