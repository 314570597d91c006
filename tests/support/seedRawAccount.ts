import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { hashToken, makeToken } from '#src/engine/apiToken.ts'
import type { DataKeys } from '#src/engine/vault/DataKeys.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import { makeCompiled, testBaseMark, testMarks } from './makeCompiled.ts'

export type RawAccount = { id: string; key: string; user: string; connection: string; token: string; tokenId: string; hash: string; dataKey: string; provider: string; providerId: string; builtIn: string }
type Seeding = { pool: pg.Pool; dataKeys: DataKeys; /** What is sealed. */ secret?: string; baseUrl?: string }

/** An account with one row of each table that a call reads, by plain SQL: a provider of its own, a connection, a policy, a built-in credential, and a token that calls in a member's name. */
export async function seedRawAccount({ pool, dataKeys, secret = 'key', baseUrl = 'https://api.acme.test' }: Seeding): Promise<RawAccount> {
  const insert = async (text: string, values: unknown[]): Promise<string> => (await pool.query<{ id: string }>(`${text} returning id`, values)).rows[0]!.id
  const key = `p${randomUUID().slice(0, 8)}`
  const compiled = { ...makeCompiled({ baseUrl }), key }
  const providerId = await insert(`insert into integration_providers (key, name, category, description, auth_methods, compiled) values ($1, 'Acme', 'Test', 'x', '[]', $2)`, [key, compiled])
  const id = await insert('insert into accounts (name, slug) values ($1, $1)', [randomUUID()])
  const user = await insert('insert into users (email) values ($1)', [`${randomUUID()}@example.test`])
  await insert(`insert into memberships (account_id, user_id, role) values ($1, $2, 'member')`, [id, user])
  await insert(`insert into routing_policies (account_id, provider, mode) values ($1, $2, 'byo')`, [id, key])
  const agreedHosts = ['api.acme.test', ...Object.values(testMarks), testBaseMark]
  const keep = async (owner: string): Promise<{ dataKeyId: string; vaultId: string; envelope: string }> => {
    const [known] = (await pool.query('select id, owner, kek_id as "kekId", wrapped from data_keys where owner = $1', [owner])).rows
    const dataKey = known ?? dataKeys.create(owner)
    if (known === undefined) await insert('insert into data_keys (id, owner, account_id, kek_id, wrapped) values ($1, $2, $3, $4, $5)', [dataKey.id, owner, owner === 'platform' ? null : owner, dataKey.kekId, dataKey.wrapped])
    const vaultId = randomUUID()
    return { dataKeyId: dataKey.id, vaultId, envelope: sealCredential(dataKeys, { values: { key: secret }, owner, vaultId, providerId, agreedHosts, dataKey }).envelope }
  }
  const own = await keep(id)
  const connection = await insert(
    `insert into connections (account_id, provider, auth_method, display_name, mode, status, visibility, owner_id, envelope, aad_version, vault_id, data_key_id, agreed_hosts, fields)
     values ($1, $2, 'api-key', 'One', 'service', 'active', 'account', $3, $4, 1, $5, $6, $7, '{}')`,
    [id, key, user, own.envelope, own.vaultId, own.dataKeyId, JSON.stringify(agreedHosts)],
  )
  const platform = await keep('platform')
  const builtIn = await insert(
    `insert into built_in_credentials (provider, purpose, auth_method, enabled, envelope, aad_version, vault_id, data_key_id, agreed_hosts, fields) values ($1, 'credential', 'api-key', true, $2, 1, $3, $4, $5, '{}')`,
    [key, platform.envelope, platform.vaultId, platform.dataKeyId, JSON.stringify(agreedHosts)],
  )
  const token = makeToken()
  const hash = hashToken(token)
  const tokenId = await insert(`insert into api_tokens (name, account_id, scopes, hash, acts_for) values ('t', $1, '["use"]', $2, $3)`, [id, hash, user])
  return { id, key, user, connection, token, tokenId, hash, dataKey: own.dataKeyId, provider: key, providerId, builtIn }
}
