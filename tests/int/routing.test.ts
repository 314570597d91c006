import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import { codesOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import { marksOf } from '#src/engine/catalog/agreementOf.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'

/** Which credential is used: random sets of connections, against the contract's table written down a second time. */

let stage: Stage
let account: StageAccount
let front: string
let providers: Record<'acme' | 'globex', { id: string; hosts: string[] }>

beforeAll(async () => {
  stage = await startStage()
  front = await stage.openFront()
  account = await stage.newAccount()
  stage.service.turn((_request, response) => response.end('fine'))
  stage.upstream.turn({ status: 200 })
  const providerOf = async (key: string, host: string) => {
    const [row] = await stage.sql('select id, compiled from integration_providers where key = $1', [key])
    const compiled = row?.compiled as CompiledProvider
    return { id: row?.id as string, hosts: [host, ...marksOf({ compiled, method: compiled.authMethods[0] as CompiledProvider['authMethods'][number] })] }
  }
  // The platform has a built-in credential for the one and none for the other.
  providers = { acme: await providerOf('acme', stage.upstream.host), globex: await providerOf('globex', stage.service.host) }
  await stage.connected({ account, body: { displayName: 'Makes the data key', test: false } })
})
afterAll(() => stage?.stop())

const statuses = ['disconnected', 'pending', 'active', 'error', 'expired', 'inactive', 'revoked'] as const
type Drawn = { status: (typeof statuses)[number]; isPrivate: boolean; isMine: boolean; sortOrder: number; expiry: 'none' | 'past' | 'future'; isDeleted: boolean; isDefault: boolean }
type Placed = Drawn & { id: string; name: string; at: number }
type World = { drawn: Drawn[]; policy: 'none' | 'auto' | 'built_in' | 'byo'; provider: 'acme' | 'globex'; asMember: boolean }

const connection = fc.record<Drawn>({
  status: fc.constantFrom(...statuses, 'active', 'active'),
  isPrivate: fc.boolean(),
  isMine: fc.boolean(),
  sortOrder: fc.integer({ min: 0, max: 2 }),
  expiry: fc.constantFrom('none', 'none', 'past', 'future'),
  isDeleted: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
  isDefault: fc.boolean(),
})
const world = fc.record<World>({ drawn: fc.array(connection, { maxLength: 5 }), policy: fc.constantFrom('none', 'auto', 'built_in', 'byo'), provider: fc.constantFrom('acme', 'globex'), asMember: fc.boolean() })

/** The table of the contract, read aloud. */
function expected(placed: Placed[], { policy, provider, asMember }: World): { serves: string | 'built_in' } | { code: string } {
  const hasBuiltIn = provider === 'acme'
  const usable = placed.filter((one) => !one.isDeleted && !(one.isPrivate && !(asMember && one.isMine)) && !['disconnected', 'inactive', 'revoked'].includes(one.status))
  const isServing = (one: Placed) => ['active', 'pending'].includes(one.status) && one.expiry !== 'past'
  if (policy === 'built_in') return hasBuiltIn ? { serves: 'built_in' } : { code: 'built_in_missing' }
  const [best] = usable.filter(isServing).sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.sortOrder - b.sortOrder || a.at - b.at)
  if (best !== undefined) return { serves: best.id }
  if (usable.length > 0) return { code: 'reauth_required' }
  if (policy === 'byo') return { code: 'byo_required' }
  return hasBuiltIn ? { serves: 'built_in' } : { code: 'credential_missing' }
}

async function place({ drawn, policy, provider }: World): Promise<Placed[]> {
  const { runtime } = await import('#src/server/runtime.ts')
  await stage.sql('delete from connections where account_id = $1', [account.id])
  await stage.sql('delete from routing_policies where account_id = $1', [account.id])
  if (policy !== 'none') await stage.sql(`insert into routing_policies (account_id, provider, mode, distribution) values ($1, $2, $3, 'default')`, [account.id, provider, policy])
  const [key] = await stage.sql('select id, kek_id, wrapped from data_keys where account_id = $1', [account.id])
  const dataKey = { id: key?.id, owner: account.id, kekId: key?.kek_id, wrapped: key?.wrapped }
  let hasDefault = false
  const placed: Placed[] = []
  for (const [at, one] of drawn.entries()) {
    const isDefault: boolean = one.isDefault && !hasDefault && !one.isDeleted
    hasDefault ||= isDefault
    const [id, vaultId] = [randomUUID(), randomUUID()]
    const name = `${one.isPrivate ? 'Private' : 'Open'} ${id.slice(0, 8)}`
    const isSealed = !['disconnected', 'revoked'].includes(one.status)
    const { id: providerId, hosts } = providers[provider]
    const sealed = isSealed ? sealCredential(runtime().dataKeys, { values: { apiKey: `${provider}_any_${at}` }, owner: account.id, vaultId, providerId, agreedHosts: hosts, dataKey }) : null
    const expiresAt = one.expiry === 'none' ? null : new Date(Date.now() + (one.expiry === 'past' ? -60_000 : 3_600_000))
    await stage.sql(
      `insert into connections (id, account_id, provider, auth_method, display_name, mode, status, visibility, owner_id, envelope, aad_version, vault_id, data_key_id, agreed_hosts, fields, is_default, sort_order, version, expires_at, deleted_at, created_at)
       values ($1, $2, $3, 'api-key', $4, 'service', $5, $6, $7, $8, $9, $10, $11, $12, '{}', $13, $14, 1, $15, $16, now() + $17 * interval '1 millisecond')`,
      [id, account.id, provider, name, one.status, one.isPrivate ? 'private' : 'account', one.isMine ? account.people.member.id : account.people.owner.id, sealed?.envelope ?? null, sealed?.aadVersion ?? null, sealed ? vaultId : null, sealed ? dataKey.id : null, sealed ? JSON.stringify(hosts) : null, isDefault, one.sortOrder, expiresAt, one.isDeleted ? new Date() : null, at],
    )
    placed.push({ ...one, id, name, at, isDefault })
  }
  return placed
}

const dryRun = async ({ provider, asMember }: World) =>
  (await stage.request('GET', `/api/integrations/resolve?workspaceId=${account.id}&provider=${provider}`, { as: asMember ? account.people.member : await accountToken() })).body
let token: ReturnType<Stage['makeToken']> | undefined
/** A token acts as the account: private connections are nobody's to it. */
const accountToken = () => (token ??= stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['read', 'use'] }))

describe('which credential is used', () => {
  it('is what the table says, through the dry run, in process and through the proxy', async () => {
    const patchbay = await import('#src/patchbay.ts')
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        const placed = await place(drawn)
        const truth = expected(placed, drawn)
        const question = { account: account.id, provider: drawn.provider, user: drawn.asMember ? account.people.member.id : null }
        const name = (source: string | null, id: string | null) => (source === 'built_in' ? 'built_in' : id)

        const dry = await dryRun(drawn)
        expect(dry.code === null ? { serves: name(dry.source, dry.connectionId) } : { code: dry.code }).toEqual(truth)
        const refused = (error: { code: string }) => ({ code: error.code })
        expect(await patchbay.resolveCredential(question).then(({ source, connection: used }) => ({ serves: name(source, used?.id ?? null) }), refused)).toEqual(truth)
        const called = await patchbay.callProvider({ ...question, path: '/x' }).then((answer) => ({ serves: name(answer.headers.get('x-patchbay-source'), answer.headers.get('x-patchbay-connection')) }), refused)
        expect(called).toEqual(truth)

        const proxied = await fetch(`${front}/api/proxy/accounts/${account.id}/${drawn.provider}/x`, { headers: (drawn.asMember ? account.people.member : await accountToken()).headers })
        const text = await proxied.text()
        // Through a tenant's door the built-in credential serves only what its list allows, here nothing.
        const throughProxy = 'serves' in truth && truth.serves === 'built_in' ? { code: 'built_in_not_allowed' } : truth
        expect(proxied.headers.get('x-patchbay-origin') === 'provider' ? { serves: proxied.headers.get('x-patchbay-connection') } : { code: JSON.parse(text).errors[0].code }).toEqual(throughProxy)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same without the private connections of others, to the letter: they do not show in reasons, ids or counts', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        const placed = await place(drawn)
        const hidden = placed.filter((one) => one.isPrivate && !(drawn.asMember && one.isMine))
        fc.pre(hidden.length > 0)
        const withThem = await dryRun(drawn)
        for (const one of hidden) {
          expect(JSON.stringify(withThem)).not.toContain(one.id)
          expect(JSON.stringify(withThem)).not.toContain(one.name)
          const named = await stage.request('GET', `/api/integrations/resolve?workspaceId=${account.id}&provider=${drawn.provider}&connectionId=${one.id}`, { as: drawn.asMember ? account.people.member : await accountToken() })
          expect(named.body.code).toBe('not_found')
        }
        await stage.sql('delete from connections where id = any($1)', [hidden.map((one) => one.id)])
        expect(withThem).toEqual(await dryRun(drawn))
      }),
      { numRuns: 40 },
    )
  })

  it('names every passed-over connection one may see, when the built-in one serves instead', async () => {
    const drawn: World = { provider: 'acme', policy: 'auto', asMember: true, drawn: (['disconnected', 'inactive', 'revoked'] as const).map((status) => ({ status, isPrivate: false, isMine: false, sortOrder: 0, expiry: 'none', isDeleted: false, isDefault: false })) }
    const placed = await place(drawn)
    const { source, reasons } = await dryRun(drawn)
    expect(source).toBe('built_in')
    for (const { name } of placed) expect(JSON.stringify(reasons)).toContain(name)
  })
})

describe('a named connection', () => {
  it.each<[Drawn['status'], Drawn['expiry'], string]>([
    ['active', 'none', 'fine'], ['pending', 'future', 'fine'], ['error', 'none', 'reauth_required'], ['expired', 'none', 'reauth_required'], ['active', 'past', 'reauth_required'],
    ['disconnected', 'none', 'connection_disconnected'], ['inactive', 'none', 'connection_inactive'], ['revoked', 'none', 'connection_revoked'],
  ])('that is %s (expiry %s) overrides the policy: %s', async (status, expiry, code) => {
    const { resolveCredential } = await import('#src/patchbay.ts')
    const other: Drawn = { status: 'active', isPrivate: false, isMine: false, sortOrder: 0, expiry: 'none', isDeleted: false, isDefault: true }
    const [, named] = await place({ provider: 'acme', policy: 'built_in', asMember: false, drawn: [other, { ...other, status, expiry, isDefault: false }] })
    const resolved = await resolveCredential({ account: account.id, provider: 'acme', connectionId: named!.id }).then(({ connection: used }) => (used?.id === named!.id ? 'fine' : 'another'), (error: { code: string }) => error.code)
    expect(resolved).toBe(code)
    const foreign = await stage.newAccount()
    expect(await resolveCredential({ account: foreign.id, provider: 'acme', connectionId: named!.id }).catch((error: { code: string }) => error.code)).toBe('not_found')
  })
})

describe('round robin', () => {
  it('gives each usable connection its turn', async () => {
    const { callProvider } = await import('#src/patchbay.ts')
    const one: Drawn = { status: 'active', isPrivate: false, isMine: false, sortOrder: 0, expiry: 'none', isDeleted: false, isDefault: false }
    const placed = await place({ provider: 'globex', policy: 'byo', asMember: false, drawn: [one, one, { ...one, status: 'error' }, one] })
    const set = await stage.request('PUT', '/api/integrations/routing-policies', { as: account.people.admin, body: { workspaceId: account.id, provider: 'globex', mode: 'byo', distribution: 'round_robin' } })
    expect([set.status, codesOf(set)]).toEqual([200, []])
    const used: (string | null)[] = []
    for (let turn = 0; turn < 6; turn += 1) used.push((await callProvider({ account: account.id, provider: 'globex', path: '/x' })).headers.get('x-patchbay-connection'))
    const usable = placed.filter((each) => each.status === 'active').map((each) => each.id)
    expect(new Set(used)).toEqual(new Set(usable))
    expect(used.slice(0, 3)).toEqual(used.slice(3))
  })
})
