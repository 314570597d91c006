import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { jwtSign } from 'payload'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCallMemory } from '#src/engine/call/CallMemory.ts'
import { performCall } from '#src/engine/call/performCall.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { hashToken, makeToken } from '#src/engine/apiToken.ts'
import { createEgress } from '#src/engine/egress/createEgress.ts'
import type { Egress } from '#src/engine/egress/Egress.ts'
import { parseEgressAllow } from '#src/engine/egress/parseEgressAllow.ts'
import { createDataKeys } from '#src/engine/vault/DataKeys.ts'
import { createKeyring } from '#src/engine/vault/Keyring.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import { createFront } from '#src/front/createFront.ts'
import { handleProxy } from '#src/front/handleProxy.ts'
import { type Changes, createChanges } from '#src/server/changes/createChanges.ts'
import { createCallerStore } from '#src/server/stores/CallerStore.ts'
import { createCallLoader } from '#src/server/stores/createCallLoader.ts'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'
import { listen, type Listening } from '#tests/support/listen.ts'
import { makeCompiled, testBaseMark, testMarks } from '#tests/support/makeCompiled.ts'

/** The proxy door on a migrated database: who may call what is decided by rows, and rows change at once. */

const dataKeys = createDataKeys({ keyring: createKeyring({ current: randomBytes(32) }) })
const payloadSecret = randomBytes(24).toString('hex')
const [providerId, owner, colleague, viewer, outsider] = Array.from({ length: 5 }, () => randomUUID()) as [string, string, string, string, string]

let database: TestDatabase
let pool: pg.Pool
let changes: Changes
let egress: Egress
let upstream: Listening
let front: Listening
let seen: (string | undefined)[]
let account: string
let otherAccount: string

/** What it writes has been heard of when it returns, as it would be a moment later. */
const query = async (text: string, values: unknown[] = []) => {
  const { rows } = await pool.query(text, values)
  await changes.catchUp()
  return rows as Record<string, string>[]
}

beforeAll(async () => {
  database = await createDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 4 })
  pool.on('error', () => undefined)
  upstream = await listen((req, res) => {
    seen.push(req.headers.authorization)
    res.end('fine')
  })
  egress = createEgress({ allow: parseEgressAllow('127.0.0.1') })
  const memory = createCallMemory()
  changes = createChanges({ url: database.url, pool, dataKeys })
  const loader = createCallLoader({ pool, changes })
  const ports = { load: loader.resolution, dataKeys, egress, renew: async (connection: ConnectionRecord) => ({ outcome: 'ready' as const, connection, isNew: false }), onRefused: async () => 'error' as const, record: () => {}, now: () => new Date(), random: Math.random }
  const proxy = handleProxy({ store: createCallerStore({ pool, loader, onTokenUsed: () => {} }), secret: payloadSecret, call: (request) => performCall({ ports, memory, request }), log: () => {} })
  front = await listen(createFront({ handleNext: (_req, res) => void res.end(), handleProxy: proxy }))

  await query(`insert into integration_providers (id, key, name, category, description, auth_methods, compiled) values ($1, 'acme', 'Acme', 'Test', 'x', '[]', $2)`, [providerId, makeCompiled({ baseUrl: upstream.url })])
  for (const id of [owner, colleague, viewer, outsider]) await query('insert into users (id, email) values ($1, $2)', [id, `${id}@example.test`])
})
afterAll(async () => {
  await front.close()
  await upstream.close()
  await egress.close()
  changes.close()
  await pool.end()
  await database.drop()
})
beforeEach(async () => {
  seen = []
  const made = async () => (await query('insert into accounts (name, slug) values ($1, $1) returning id', [randomUUID()]))[0]?.id ?? ''
  account = await made()
  otherAccount = await made()
  const members = [[owner, account, 'owner'], [colleague, account, 'member'], [viewer, account, 'viewer'], [outsider, otherAccount, 'owner']]
  for (const [user, where, role] of members) await query('insert into memberships (user_id, account_id, role) values ($1, $2, $3)', [user, where, role])
})

const connect = async ({ key = 'key', where = account, status = 'active', visibility = 'account', user = owner }) => {
  const [known] = await query('select id, owner, kek_id, wrapped from data_keys where owner = $1', [where])
  const dataKey = known ? { id: known.id ?? '', owner: where, kekId: known.kek_id ?? '', wrapped: known.wrapped ?? '' } : dataKeys.create(where)
  if (!known) await query('insert into data_keys (id, owner, account_id, kek_id, wrapped) values ($1, $2, $3, $4, $5)', [dataKey.id, where, where, dataKey.kekId, dataKey.wrapped])
  const vaultId = randomUUID()
  const agreedHosts = [`127.0.0.1:${upstream.port}`, ...Object.values(testMarks), testBaseMark]
  const { envelope } = sealCredential(dataKeys, { values: { key }, owner: where, vaultId, providerId, agreedHosts, dataKey })
  const [row] = await query(
    `insert into connections (account_id, provider, auth_method, display_name, mode, status, visibility, owner_id, envelope, aad_version, vault_id, data_key_id, agreed_hosts, fields)
     values ($1, 'acme', 'api-key', $2, 'service', $3, $4, $5, $6, 1, $7, $8, $9, '{}') returning id`,
    [where, randomUUID(), status, visibility, user, envelope, vaultId, dataKey.id, JSON.stringify(agreedHosts)],
  )
  return row?.id ?? ''
}
const issue = async ({ where = account as string | null, scopes = ['use'], expires = null as string | null } = {}) => {
  const token = makeToken()
  await query('insert into api_tokens (name, account_id, platform, scopes, hash, expires_at) values ($1, $2::uuid, $2 is null, $3, $4, now() + $5::interval)', ['t', where, JSON.stringify(scopes), hashToken(token), expires])
  return { authorization: `Bearer ${token}` }
}
const signIn = async (user: string) => {
  const sid = randomUUID()
  await query(`insert into users_sessions (_order, _parent_id, id, created_at, expires_at) values (1, $1, $2, now(), now() + interval '1 hour')`, [user, sid])
  const secret = createHash('sha256').update(payloadSecret).digest('hex').slice(0, 32)
  const { token } = await jwtSign({ fieldsToSign: { id: user, collection: 'users', sid }, secret, tokenExpiration: 3600 })
  return { authorization: `JWT ${token}`, sid }
}
const call = async (path: string, headers: Record<string, string>) => {
  const response = await fetch(`${front.url}/api/proxy/${path}`, { headers: { authorization: headers.authorization ?? '' } })
  const body = await response.text()
  return response.headers.get('x-patchbay-origin') === 'provider' ? response.status : (JSON.parse(body) as { errors: { code: string }[] }).errors[0]?.code
}

describe('API tokens', () => {
  it('of the account call by connection and by provider', async () => {
    const id = await connect({ key: 'a' })
    const token = await issue()
    expect([await call(`connections/${id}/x`, token), await call(`accounts/${account}/acme/x`, token)]).toEqual([200, 200])
    expect(seen).toEqual(['Bearer a', 'Bearer a'])
  })

  it('end at once when they expire or are deleted', async () => {
    const id = await connect({})
    expect(await call(`connections/${id}`, await issue({ expires: '-1 second' }))).toBe('unauthenticated')
    const token = await issue({ expires: '1 hour' })
    expect(await call(`connections/${id}`, token)).toBe(200)
    await query('delete from api_tokens where account_id = $1', [account])
    expect(await call(`connections/${id}`, token)).toBe('unauthenticated')
  })

  it('reach nothing of another account, and no private connection', async () => {
    const id = await connect({})
    const foreign = await issue({ where: otherAccount })
    const platform = await issue({ where: null })
    for (const token of [foreign, platform]) {
      expect([await call(`connections/${id}`, token), await call(`accounts/${account}/acme/x`, token)]).toEqual(['not_found', 'not_found'])
    }
    expect(await call(`accounts/${otherAccount}/acme/x`, foreign)).toBe('credential_missing')
    const secret = await connect({ visibility: 'private' })
    expect(await call(`connections/${secret}`, await issue())).toBe('not_found')
    expect(await call(`connections/${id}`, await issue({ scopes: ['read', 'connect', 'manage'] }))).toBe('forbidden')
    expect(seen).toEqual([])
  })
})

describe('members', () => {
  it('call with their session until it ends', async () => {
    const id = await connect({})
    const session = await signIn(colleague)
    expect(await call(`connections/${id}`, session)).toBe(200)
    await query('delete from users_sessions where id = $1', [session.sid])
    expect(await call(`connections/${id}`, session)).toBe('unauthenticated')
  })

  it('cannot borrow another person’s session', async () => {
    const id = await connect({})
    const { sid } = await signIn(colleague)
    const secret = createHash('sha256').update(payloadSecret).digest('hex').slice(0, 32)
    const { token } = await jwtSign({ fieldsToSign: { id: owner, collection: 'users', sid }, secret, tokenExpiration: 3600 })
    expect(await call(`connections/${id}`, { authorization: `JWT ${token}` })).toBe('unauthenticated')
  })

  it('by role and membership, which count at once', async () => {
    const id = await connect({})
    expect(await call(`connections/${id}`, await signIn(viewer))).toBe('forbidden')
    expect(await call(`connections/${id}`, await signIn(outsider))).toBe('not_found')
    expect(await call(`accounts/${account}/acme/x`, await signIn(outsider))).toBe('not_found')
    const session = await signIn(colleague)
    await query('delete from memberships where user_id = $1 and account_id = $2', [colleague, account])
    expect(await call(`connections/${id}`, session)).toBe('not_found')
    expect(seen).toEqual([])
  })

  it('private connections serve their owner only', async () => {
    const id = await connect({ key: 'mine', visibility: 'private', user: colleague })
    expect(await call(`connections/${id}`, await signIn(colleague))).toBe(200)
    expect(await call(`accounts/${account}/acme/x`, await signIn(colleague))).toBe(200)
    expect(await call(`connections/${id}`, await signIn(owner))).toBe('not_found')
    expect(await call(`accounts/${account}/acme/x`, await signIn(owner))).toBe('credential_missing')
  })
})

describe('rows', () => {
  it('in the trash or not serving answer their own code', async () => {
    const id = await connect({})
    const session = await signIn(owner)
    const token = await issue()
    await query(`update connections set status = 'error' where id = $1`, [id])
    expect(await call(`connections/${id}`, token)).toBe('reauth_required')
    await query(`update connections set status = 'active', expires_at = now() - interval '1 second' where id = $1`, [id])
    expect(await call(`connections/${id}`, token)).toBe('reauth_required')
    await query(`update connections set expires_at = null, deleted_at = now() where id = $1`, [id])
    expect([await call(`connections/${id}`, token), await call(`connections/${id}`, session)]).toEqual(['not_found', 'not_found'])
    expect(seen).toEqual([])
  })

  it('whose sealed value was moved or whose hosts were widened by hand open nothing', async () => {
    const [a, b] = [await connect({ key: 'a' }), await connect({ key: 'b' })]
    const token = await issue()
    await query('update connections set envelope = (select envelope from connections where id = $2) where id = $1', [a, b])
    expect(await call(`connections/${a}`, token)).toBe('vault_unavailable')
    await query(`update connections set agreed_hosts = agreed_hosts || '["*.evil.test"]'::jsonb where id = $1`, [b])
    expect(await call(`connections/${b}`, token)).toBe('vault_unavailable')
    expect(seen).toEqual([])
  })

  it('out of reach: the database is named, nothing else', async () => {
    const gone = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 2_000 })
    const away = await listen(createFront({ handleNext: (_req, res) => void res.end(), handleProxy: handleProxy({ store: createCallerStore({ pool: gone, loader: createCallLoader({ pool: gone, changes: createChanges({ url: 'postgres://127.0.0.1:1/none', pool: gone, dataKeys }) }), onTokenUsed: () => {} }), secret: payloadSecret, call: async () => Promise.reject(new Error('not reached')), log: () => {} }) }))
    const response = await fetch(`${away.url}/api/proxy/connections/${randomUUID()}`, { headers: { authorization: `Bearer ${makeToken()}` } })
    expect([response.status, ((await response.json()) as { errors: { code: string }[] }).errors[0]?.code]).toEqual([503, 'database_unavailable'])
    await away.close()
    await gone.end()
  })
})
