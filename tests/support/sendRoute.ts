import { randomBytes, randomUUID } from 'node:crypto'
import { type Column, foreignColumns } from './accessVerdicts.ts'
import type { Route } from './listRoutes.ts'
import { expectStatus, type Role, type Scope, type World } from './makeWorld.ts'
import type { RequestOptions, TestActor, TestAnswer, TestServer } from './startServer.ts'

/** A route with what it is aimed at: `GET /connections/:id @private`. */
export type Case = Route & { variant: string }

type Aim = { path: string; body?: unknown; headers?: Record<string, string>; as?: TestActor | null }
type Asked = { route: Case; column: Column; isAllowed: boolean }
/** `verdict`: `ok`, how many of A's rows a list or count tells of (`all`, `all-2`, `none`), or the refusal. */
export type Sent = { verdict: string; answer: TestAnswer; path: string }

const short: Record<string, string> = { unauthenticated: '401', forbidden: '403', not_found: '404', method_not_allowed: '405', invalid_request: '400', validation_failed: '422', conflict: '409', invalid_transition: '409', connection_blocked: 'cut' }

/** Sends each route as each actor at account A, with a body that would pass if the actor may. */
export async function createSender(server: TestServer & World) {
  const { request, sql, a } = server
  const logo = expectStatus(await request('POST', '/api/logos', { as: server.platform, body: logoForm() })).body.doc as { id: string; filename: string }
  const front = await server.openFront()
  await makeSignIn(server)
  // Somebody of the account who sends no requests, for others to look at, change and remove.
  const spare = { user: (await server.makeUser({ name: 'Spare' })).id, membership: '' }
  spare.membership = expectStatus(await request('POST', '/api/memberships', { as: a.people.owner, body: { account: a.id, user: spare.user, role: 'viewer' } })).body.doc.id
  await sql('insert into provider_requests (name, name_key, account_id) values ($1, $1, $2)', [key(), a.id])
  await sql(`insert into invitations (account_id, email, role, invited_by_id, hash, expires_at) values ($1, 'invited@example.test', 'member', $2, 'standing', now() + interval '1 day')`, [a.id, a.people.owner.id])
  const owned = await ownedIds(server)
  const aims = createAims({ server, logo, owned, spare })

  const cases = (routes: Route[]): Case[] =>
    [...routes, ...proxyRoutes].flatMap((route) => ['', ...(aims.variants[route.key] ?? [])].map((variant) => ({ ...route, variant, key: variant === '' ? route.key : `${route.key} @${variant}` })))

  let lastBody: unknown

  /** `isAllowed`: the actor may, so that a target of its own is made; a refusal needs none. */
  async function send({ route, column, isAllowed }: Asked): Promise<Sent> {
    const actor = actorOf(column)
    const aim = await aims.of({ route, column, actor, isAllowed })
    lastBody = aim.body
    const answer = await resend({ route, path: aim.path, column, body: aim.body, as: aim.as })
    return { answer, path: aim.path, verdict: verdictOf({ answer, route, owned: owned.get(route.slug ?? '') ?? [] }) }
  }

  /** The same request at another address. */
  function resend({ route, path, column, body, as }: { route: Case; path: string; column: Column; body: unknown; as?: TestActor | null | undefined }): Promise<TestAnswer> {
    // Each from an address of its own, so that the sign-in throttle has no say here.
    const options: RequestOptions = { as: as === undefined ? actorOf(column) : as, headers: { 'x-patchbay-address': key() }, ...(body === undefined ? {} : { body }) }
    return route.slug === 'proxy' ? throughFront(`${front}/api${path}`, options) : request(route.method, `/api${path}`, options)
  }

  const actorOf = (column: Column): TestActor | null => (column === 'anonymous' ? null : (server.actors[column] ?? null))

  /** Takes away what allowed requests made, so that the next route finds the account as it was. */
  async function tidy(): Promise<void> {
    const keep = (slug: string) => owned.get(slug) ?? []
    await sql('delete from connections where account_id = $1 and not id = any($2)', [a.id, keep('connections')])
    await sql('delete from memberships where account_id = $1 and not id = any($2)', [a.id, keep('memberships')])
    await sql('delete from invitations where account_id = $1 and not id = any($2)', [a.id, keep('invitations')])
    await sql(`update memberships set role = 'owner' where id = $1`, [a.membership.owner])
    await sql('delete from api_tokens where account_id = $1 and not id = any($2)', [a.id, keep('api-tokens')])
    await sql('delete from provider_requests where account_id = $1 and not id = any($2)', [a.id, keep('provider-requests')])
    await sql('delete from routing_policies where account_id = $1', [a.id])
    await sql(`insert into routing_policies (id, account_id, provider, mode) values ($1, $2, 'acme', 'auto')`, [a.policy, a.id])
  }

  return { cases, send, resend, lastBody: () => lastBody, tidy }
}

/** A provider that people sign in to, with the platform's client there. */
async function makeSignIn({ request, platform, row }: TestServer & World): Promise<void> {
  const oauth = { authorizationUrl: 'https://signin.example/authorize', tokenUrl: 'https://signin.example/token', client: 'platform' }
  expectStatus(await request('POST', '/api/integration-providers', { as: platform, body: { ...row, key: 'signin', authMethods: [{ key: 'oauth', type: 'oauth2_code', label: 'Sign in', oauth }] } }))
  expectStatus(await request('POST', '/api/built-in-credentials', { as: platform, body: { provider: 'signin', purpose: 'client', authMethod: 'oauth', credentialPayload: { clientId: 'c', clientSecret: randomBytes(12).toString('hex') } } }))
}

/** Answered by the front and not by Payload, so that the configuration does not list them. */
const proxyRoutes: Route[] = ['/proxy/connections/:id/v1/me', '/proxy/accounts/:account/acme/v1/me'].map((path) => ({ key: `GET ${path}`, method: 'GET', path, slug: 'proxy' }))

async function throughFront(url: string, { as }: RequestOptions): Promise<TestAnswer> {
  const response = await fetch(url, { headers: as?.headers ?? {} })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) }
}

function verdictOf({ answer, route, owned }: { answer: TestAnswer; route: Route; owned: string[] }): string {
  if (answer.status >= 400) {
    const code: string = answer.body?.errors?.[0]?.code ?? 'unshaped'
    return short[code] ?? code
  }
  if (route.method !== 'GET' || !isList(route)) return 'ok'
  const seen: number = route.path.endsWith('/count') ? answer.body.totalDocs : answer.body.docs.filter((one: { id: string }) => owned.includes(one.id)).length
  return seen === 0 ? 'none' : seen === owned.length ? 'all' : `all-${owned.length - seen}`
}

const isList = ({ path, slug }: Route): boolean => slug !== null && [`/${slug}`, `/${slug}/count`].includes(path)

/** Ids of account A's rows by collection; of the catalog's where a collection belongs to nobody. */
async function ownedIds({ sql, a }: TestServer & World): Promise<Map<string, string[]>> {
  const ids = async (text: string, values: unknown[] = [a.id]) => (await sql<{ id: string }>(text, values)).map((row) => row.id)
  return new Map([
    ['accounts', [a.id]],
    ['memberships', await ids('select id from memberships where account_id = $1')],
    ['invitations', await ids('select id from invitations where account_id = $1')],
    ['connections', await ids('select id from connections where account_id = $1')],
    ['provider-requests', await ids('select id from provider_requests where account_id = $1')],
    ['routing-policies', await ids('select id from routing_policies where account_id = $1')],
    ['api-tokens', await ids('select id from api_tokens where account_id = $1')],
    ['users', await ids('select user_id as id from memberships where account_id = $1')],
    ['audit-events', await ids('select id from audit_events where account = $1')],
    ['integration-providers', await ids('select id from integration_providers', [])],
    ['built-in-credentials', await ids('select id from built_in_credentials', [])],
    ['logos', await ids('select id from logos', [])],
  ])
}

const roles: Role[] = ['owner', 'admin', 'member', 'viewer']

const key = (): string => `t${randomBytes(5).toString('hex')}`

type Target = { id: string; as?: TestActor }
type AimQuestion = { route: Case; column: Column; actor: TestActor | null; isAllowed: boolean; target?: string }

type Ground = { server: TestServer & World; logo: { id: string; filename: string }; owned: Map<string, string[]>; spare: { user: string; membership: string } }

function createAims({ server, logo, owned, spare }: Ground) {
  const { request, sql, a, platform, row, goodKey } = server
  const first = async (text: string, values: unknown[]): Promise<string> => (await sql<{ id: string }>(text, values))[0]?.id as string

  /** A row that a test may spoil, by collection. */
  const fresh: Record<string, (question: AimQuestion) => Promise<string>> = {
    'integration-providers': async () => expectStatus(await request('POST', '/api/integration-providers', { as: platform, body: { ...row, key: key() } })).body.doc.id,
    'built-in-credentials': async () => {
      const name = key()
      expectStatus(await request('POST', '/api/integration-providers', { as: platform, body: { ...row, key: name } }))
      return expectStatus(await request('POST', '/api/built-in-credentials', { as: platform, body: { provider: name, credentialPayload: { apiKey: goodKey } } })).body.doc.id
    },
    logos: async () => expectStatus(await request('POST', '/api/logos', { as: platform, body: logoForm() })).body.doc.id,
    accounts: async () => {
      const id = await first('insert into accounts (name, slug) values ($1, $1) returning id', [key()])
      for (const role of ['owner', 'admin', 'member', 'viewer'] as const) await sql('insert into memberships (account_id, user_id, role) values ($1, $2, $3)', [id, a.people[role].id, role])
      return id
    },
    memberships: async () => first('insert into memberships (account_id, user_id, role) values ($1, $2, $3) returning id', [a.id, (await server.makeUser()).id, 'viewer']),
    connections: async ({ route: { path, variant }, actor, column }) => {
      const as = variant === 'own' && actor !== null && column !== 'a.token.manage' ? actor : a.people.owner
      const { id } = expectStatus(await request('POST', '/api/connections', { as: variant === 'private' ? a.people.member : as, body: { account: a.id, provider: 'acme', displayName: key(), visibility: variant === 'private' ? 'private' : 'account', credentialPayload: { apiKey: goodKey } } })).body.doc
      const before = path.endsWith('/reactivate') ? ['POST', `/${id}/deactivate`] : path.endsWith('/restore') ? ['DELETE', `/${id}`] : null
      if (before !== null) expectStatus(await request(before[0] ?? '', `/api/connections${before[1]}`, { as: variant === 'blocked' ? platform : variant === 'private' ? a.people.member : as }))
      return id
    },
    invitations: async () => first(`insert into invitations (account_id, email, role, invited_by_id, hash, expires_at) values ($1, $2, 'member', $3, $2, now() + interval '1 day') returning id`, [a.id, `${key()}@example.test`, a.people.owner.id]),
    'routing-policies': async () => first(`insert into routing_policies (account_id, provider, mode) values ($1, 'acme', 'auto') on conflict (account_id, provider) do update set mode = 'auto' returning id`, [a.id]),
    'provider-requests': async () => first(`insert into provider_requests (name, name_key, account_id) values ($1, $1, $2) returning id`, [key(), a.id]),
    'api-tokens': async () => first(`insert into api_tokens (name, account_id, scopes) values ('spare', $1, '["read"]') returning id`, [a.id]),
    users: async () => (await server.makeUser()).id,
  }

  /** A row of A that stays, for looking at and for what is refused. */
  const standing: Record<string, () => Promise<string> | string> = {
    'integration-providers': () => server.provider,
    'built-in-credentials': () => server.builtIn,
    logos: () => logo.id,
    accounts: () => a.id,
    memberships: () => spare.membership,
    connections: () => a.connections.shared,
    proxy: () => a.connections.shared,
    'routing-policies': () => fresh['routing-policies']?.({} as AimQuestion) ?? '',
    'provider-requests': () => owned.get('provider-requests')?.[0] ?? '',
    'api-tokens': () => a.tokens.read.id,
    invitations: () => owned.get('invitations')?.[0] ?? '',
    users: () => spare.user,
    'audit-events': () => first(`select id from audit_events where account = $1 and visible_to is null and action = 'membership.created' limit 1`, [a.id]),
    'data-keys': () => first('select id from data_keys where account_id = $1', [a.id]),
    'payload-kv': () => randomUUID(),
    'payload-preferences': () => randomUUID(),
  }

  const bodies: Record<string, (question: AimQuestion) => unknown> = {
    'POST /integration-providers': () => ({ ...row, key: key() }),
    'PATCH /integration-providers/:id': () => ({ description: 'Changed.' }),
    'POST /integration-providers/preview': () => ({ row }),
    'POST /integration-providers/import': () => ({ providers: [{ ...row, key: key() }], dryRun: true }),
    'POST /integration-providers/dry-run': () => ({ provider: { ...row, key: key() }, credentialPayload: { apiKey: goodKey } }),
    'POST /integration-providers/:id/impact': () => ({}),
    'PATCH /built-in-credentials/:id': () => ({ dailyCalls: 7 }),
    'POST /built-in-credentials/test': () => ({ provider: 'acme', credentialPayload: { apiKey: goodKey } }),
    'POST /logos': () => logoForm(),
    'PATCH /logos/:id': () => ({ alt: 'Logo' }),
    'POST /accounts': () => ({ name: 'New', slug: key() }),
    'PATCH /accounts/:id': () => ({ name: 'Aurora' }),
    'POST /accounts/:id/delete': ({ actor }) => ({ current: actor?.password ?? 'none' }),
    'POST /memberships/:id/hand-over': ({ actor }) => ({ current: actor?.password ?? 'none' }),
    'PATCH /memberships/:id': () => ({ role: 'viewer' }),
    'POST /connections': () => ({ account: a.id, provider: 'acme', displayName: key() }),
    'POST /integration-providers/:id/cut-off': () => ({ reason: 'For a test' }),
    'POST /accounts/:id/cut-off': () => ({ reason: 'For a test' }),
    'POST /connections/:id/cut-off': () => ({ reason: 'For a test' }),
    'PATCH /connections/:id': () => ({ displayName: key() }),
    'POST /connections/:id/consent': () => ({ hosts: [] }),
    'PATCH /routing-policies/:id': () => ({ mode: 'auto' }),
    'POST /api-tokens': ({ column }) => ({ name: 'T', account: a.id, scopes: column === 'a.token.manage' ? ['manage'] : ['read'] }),
    'POST /api-tokens @platform': () => ({ name: 'T', account: null, scopes: ['read'] }),
    'PATCH /api-tokens/:id': () => ({ name: 'T2' }),
    'POST /provider-requests': () => ({ workspaceId: a.id, name: key() }),
    'PATCH /provider-requests/:id': () => ({ status: 'planned', answer: 'Next month.' }),
    'POST /users': () => ({ email: `${key()}@example.test`, password: randomBytes(12).toString('hex'), platformRole: 'none' }),
    'PATCH /users/:id': () => ({ name: 'Another name' }),
    'POST /users/login': () => ({ email: 'nobody@example.test', password: 'x' }),
    'POST /users/first-register': () => ({ email: `${key()}@example.test`, password: randomBytes(12).toString('hex'), platformRole: 'admin' }),
    'POST /users/forgot-password': () => ({ email: 'nobody@example.test' }),
    'POST /users/reset-password': () => ({ token: 'x'.repeat(40), password: randomBytes(12).toString('hex') }),
    'POST /users/email': () => ({ current: 'not this', email: `${key()}@example.test` }),
    'POST /users/password': () => ({ current: 'not this', password: randomBytes(12).toString('hex') }),
    'POST /invitations': () => ({ account: a.id, email: `${key()}@example.test`, role: 'member' }),
    'POST /invitations @owner': () => ({ account: a.id, email: `${key()}@example.test`, role: 'owner' }),
    'POST /invitations/look': () => ({ token: key() }),
    'POST /invitations/accept': () => ({ token: key() }),
    'POST /users/unlock': () => ({ email: `${spare.user}@example.test` }),
    'POST /audit-events': () => ({ action: 'x', account: a.id, actorKind: 'user', outcome: 'done' }),
    'PATCH /payload-preferences': () => ({ value: {} }),
    'PATCH /payload-kv': () => ({ data: {} }),
    'PATCH /audit-events/:id': () => ({ action: 'x' }),
    'POST /payload-kv': () => ({ key: 'k', data: {} }),
    'POST /payload-preferences': () => ({ key: 'k', value: {} }),
    'POST /payload-preferences/:key': () => ({ value: { theme: 'dark' } }),
    'POST /globals/marketplace': () => ({ featured: ['acme'] }),
    'POST /globals/platform-settings': () => ({ platformName: 'Patchbay' }),
    'POST /integrations/provider-connections': () => ({ workspaceId: a.id, provider: 'acme', displayName: key() }),
    'POST /revocations': () => ({ from: '2000-01-01', until: '2000-01-02', confirm: 'every account' }),
    'POST /integrations/test': () => ({ workspaceId: a.id, provider: 'acme', credentialPayload: { apiKey: goodKey } }),
    'POST /oauth/authorize': () => ({ workspaceId: a.id, provider: 'signin' }),
    'POST /oauth/attempts/:id/choose': () => ({ installation: '5' }),
    'PUT /integrations/routing-policies': () => ({ workspaceId: a.id, provider: 'acme', mode: 'auto' }),
  }

  const asyncBodies: Record<string, (question: AimQuestion) => Promise<unknown>> = {
    'PUT /integrations/connection-order': async () => ({ workspaceId: a.id, provider: 'acme', connections: await sql(`select id, version::int as version from connections where account_id = $1 and provider = 'acme' and visibility = 'account' and deleted_at is null order by is_default desc, sort_order, created_at`, [a.id]) }),
    'POST /built-in-credentials': async () => {
      const name = key()
      expectStatus(await request('POST', '/api/integration-providers', { as: platform, body: { ...row, key: name } }))
      return { provider: name, credentialPayload: { apiKey: goodKey } }
    },
    'POST /accounts/:id/revoke-credentials': async ({ target }) => ({ confirm: (await sql<{ slug: string }>('select slug from accounts where id = $1', [target]))[0]?.slug }),
    'POST /integration-providers/:id/revoke-credentials': async ({ target }) => ({ confirm: (await sql<{ key: string }>('select key from integration_providers where id = $1', [target]))[0]?.key }),
    'POST /memberships': async ({ isAllowed }) => ({ account: a.id, user: isAllowed ? (await server.makeUser()).id : server.stranger.id, role: 'viewer' }),
    'POST /memberships @owner': async ({ isAllowed }) => ({ account: a.id, user: isAllowed ? (await server.makeUser()).id : server.stranger.id, role: 'owner' }),
    'POST /routing-policies': async ({ isAllowed }) => {
      if (isAllowed) await sql('delete from routing_policies where account_id = $1', [a.id])
      return { account: a.id, provider: 'acme', mode: 'auto' }
    },
  }

  const variants: Record<string, string[]> = {
    'GET /connections/:id': ['private', 'trashed'],
    'GET /proxy/connections/:id/v1/me': ['private'],
    'PATCH /connections/:id': ['private', 'own'],
    'DELETE /connections/:id': ['private', 'own'],
    'POST /connections/:id/test': ['private', 'own'],
    'POST /connections/:id/deactivate': ['private'],
    'POST /connections/:id/reactivate': ['blocked'],
    'POST /connections/:id/revoke': ['private'],
    'GET /connections/:id/impact': ['private'],
    'GET /connections/:id/usage': ['private'],
    'GET /connections/:id/cut-off': ['private'],
    'POST /connections/:id/cut-off': ['private'],
    'GET /users/:id': ['self'],
    'PATCH /users/:id': ['self'],
    'DELETE /memberships/:id': ['owner', 'self'],
    'POST /memberships': ['owner'],
    'POST /invitations': ['owner'],
    'POST /api-tokens': ['platform'],
  }

  const queries: Record<string, string> = {
    'GET /integrations/routing-policies': `?workspaceId=${a.id}`,
    'GET /oauth/authorize': `?workspaceId=${a.id}&provider=signin`,
    'GET /integrations/resolve': `?workspaceId=${a.id}&provider=acme`,
    'GET /integrations/usage': `?workspaceId=${a.id}&provider=acme`,
    'GET /audit-events/export': `?account=${a.id}`,
  }

  async function targetOf(question: AimQuestion): Promise<Target> {
    const { route, isAllowed, actor, column } = question
    const slug = route.slug ?? ''
    const isChange = route.method !== 'GET' && !route.path.includes('/access/')
    // Its refusal is told by the state of the row, so that A's people need one as well.
    const isBlockedOwn = route.variant === 'blocked' && !foreignColumns.includes(column)
    if (route.path.startsWith('/revocations/')) return { id: await first('insert into patchbay.revocation_runs default values returning id', []) }
    if (route.path.startsWith('/integration-providers/versions')) return { id: await first('select id from _integration_providers_v where parent_id = $1 limit 1', [server.provider]) }
    if (slug === 'connections' && route.variant === 'trashed') return { id: a.connections.trashed }
    if (slug === 'users' && route.variant === 'self') return { id: actor?.kind === 'user' ? actor.id : a.people.member.id }
    if (slug === 'memberships' && route.variant === 'owner') return { id: a.membership.owner }
    if (slug === 'memberships' && route.variant === 'self') {
      // A second membership of the same person is refused by the database, so each leaves an account made for that.
      const account = await fresh.accounts?.(question) as string
      const role = roles.includes(column.slice(2) as Role) ? column.slice(2) : 'viewer'
      return { id: await first('select id from memberships where account_id = $1 and role = $2::enum_memberships_role', [account, role]) }
    }
    if (isChange && (isAllowed || isBlockedOwn) && fresh[slug] !== undefined) {
      const id = await fresh[slug](question)
      if (route.method === 'DELETE' && route.path.endsWith('/cut-off')) expectStatus(await request('POST', `/api/${slug}/${id}/cut-off`, { as: platform, body: { reason: 'For a test' } }))
      // A token is of one account, so that for another account there must be another.
      if (slug === 'accounts' && column.startsWith('a.token.')) return { id, as: await server.makeToken({ as: a.people.admin, account: id, scopes: [column.slice(8) as Scope] }) }
      return { id }
    }
    if (slug === 'connections' && route.path.endsWith('/restore') && !isAllowed) return { id: a.connections.trashed }
    if ((slug === 'connections' || slug === 'proxy') && route.variant === 'private') return { id: a.connections.memberPrivate }
    return { id: (await standing[slug]?.()) ?? randomUUID() }
  }

  /** Signing out ends a session, and revoking the tokens that others send with, so that they are somebody else's. */
  async function standIn({ route, actor }: AimQuestion): Promise<Pick<Aim, 'as'>> {
    return actor?.kind === 'user' && /\/users\/(logout|refresh-token|revoke-tokens)$/.test(route.path) ? { as: await server.makeUser() } : {}
  }

  async function of(question: AimQuestion): Promise<Aim> {
    const { route } = question
    const name = route.variant === '' ? `${route.method} ${route.path}` : `${route.method} ${route.path} @${route.variant}`
    const bare = `${route.method} ${route.path}`
    const target: Target = /:id/.test(route.path) ? await targetOf(question) : { id: '' }
    if (bare === 'DELETE /payload-preferences/:key' && question.actor !== null) await request('POST', '/api/payload-preferences/nav', { as: question.actor, body: { value: {} } })
    const path = route.path.replace(/:id\??/, target.id).replace(':account', a.id).replace(':key', 'nav').replace(':filename', logo.filename).replace(':slug/:tone', 'github/light')
    const make = asyncBodies[name] ?? bodies[name] ?? asyncBodies[bare] ?? bodies[bare]
    const body = make === undefined ? undefined : await make({ ...question, target: target.id })
    const isBulk = route.path === `/${route.slug}` && /PATCH|DELETE/.test(route.method)
    const list = route.method === 'GET' && isList(route) ? `?limit=200&trash=true${(owned.get(route.slug ?? '') ?? []).map((id, index) => `&where[id][in][${index}]=${id}`).join('')}` : isBulk ? '?where[id][exists]=true' : ''
    return { path: `${path}${list}${queries[bare] ?? ''}`, ...(body === undefined ? {} : { body }), ...(target.as === undefined ? {} : { as: target.as }), ...(await standIn(question)) }
  }

  return { of, variants }
}

/** The smallest PNG there is, one pixel. */
function logoForm(): FormData {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  const form = new FormData()
  form.append('file', new Blob([png], { type: 'image/png' }), `${key()}.png`)
  form.append('_payload', JSON.stringify({ alt: 'Logo' }))
  return form
}
