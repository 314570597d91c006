import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import type { CompiledAuthMethod, CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { hashToken, makeToken, maskToken } from '#src/engine/apiToken.ts'
import { createDataKeys } from '#src/engine/vault/DataKeys.ts'
import { createKeyring } from '#src/engine/vault/Keyring.ts'
import { parseEncryptionKey } from '#src/engine/vault/parseEncryptionKey.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'

export type SeededAccount = { id: string; connection: string; /** May use and manage. */ token: string }

type Seeding = { databaseUrl: string; encryptionKey: string; upstreamPort: number; accounts: number; /** Of each account, each to a provider of its own. */ connections: number }

const credential = { apiKey: `bench-${'k'.repeat(42)}` }

/** Accounts with one credential that is used, sealed as the product seals it, and as many further connections as asked for. */
export async function seedDatabase({ databaseUrl, encryptionKey, upstreamPort, accounts: count, connections }: Seeding): Promise<SeededAccount[]> {
  const dataKeys = createDataKeys({ keyring: createKeyring({ current: parseEncryptionKey(encryptionKey) }) })
  const compiled = compileProvider(upstreamPort)
  const method = compiled.authMethods[0] as CompiledAuthMethod
  const agreedHosts = agreementOf({ compiled, method, values: credential })
  const provider = randomUUID()
  const rows = Array.from({ length: count }, (_, index) => {
    const account = randomUUID()
    const dataKey = dataKeys.create(account)
    const vaultId = randomUUID()
    const { envelope } = sealCredential(dataKeys, { values: credential, owner: account, vaultId, providerId: provider, agreedHosts, dataKey })
    return { index, account, connection: randomUUID(), dataKey, vaultId, envelope, token: makeToken() }
  })

  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // A million rows: neither triggers nor checks of references, which would look each of them up.
    await client.query('set session_replication_role = replica')
    await insertProviders({ client, compiled, provider, count: connections })
    const column = <T>(take: (row: (typeof rows)[number]) => T): T[] => rows.map(take)
    await client.query(`insert into accounts (id, name, slug) select id, 'Bench ' || at, 'bench-' || at from unnest($1::uuid[], $2::int[]) as t(id, at)`, [column((row) => row.account), column((row) => row.index)])
    await client.query(`insert into data_keys (id, owner, account_id, kek_id, wrapped) select id, owner::text, owner, kek, wrapped from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as t(id, owner, kek, wrapped)`, [
      column((row) => row.dataKey.id), column((row) => row.account), column((row) => row.dataKey.kekId), column((row) => row.dataKey.wrapped),
    ])
    await client.query(
      `insert into connections (id, account_id, provider, auth_method, display_name, mode, status, envelope, aad_version, vault_id, data_key_id, agreed_hosts, masked_credential, fields, is_default)
        select id, account, 'bench', 'api-key', 'Bench 1', 'service', 'active', envelope, 1, vault, key, $6::jsonb, '{}', '{}', true from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[]) as t(id, account, envelope, vault, key)`,
      [column((row) => row.connection), column((row) => row.account), column((row) => row.envelope), column((row) => row.vaultId), column((row) => row.dataKey.id), JSON.stringify(agreedHosts)],
    )
    await client.query(`insert into api_tokens (name, account_id, scopes, prefix, hash) select 'Bench', account, '["read", "use", "manage"]', prefix, hash from unnest($1::uuid[], $2::text[], $3::text[]) as t(account, prefix, hash)`, [
      column((row) => row.account), column((row) => maskToken(row.token)), column((row) => hashToken(row.token)),
    ])
    if (connections > 1) {
      const restore = await liftRules(client)
      await client.query(`insert into connections (account_id, provider, auth_method, display_name, mode, status, envelope, aad_version, vault_id, data_key_id, agreed_hosts, masked_credential, fields, is_default)
        select account_id, 'bench-' || n, auth_method, 'Bench ' || n, mode, status, envelope, 1, gen_random_uuid(), data_key_id, agreed_hosts, '{}', '{}', true from connections, generate_series(2, ${connections}) as n`)
      await restore()
    }
    // As it would be in a database that has been there for a while.
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
  return rows.map(({ account, connection, token }) => ({ id: account, connection, token }))
}

/** Building an index over a million rows takes a fraction of the time of a million insertions into it, and a million checks of copies say nothing new. */
async function liftRules(client: pg.Client): Promise<() => Promise<void>> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = 'connections'::regclass and not exists (select from pg_constraint where conindid = indexrelid)`,
  )
  const { rows: checks } = await client.query<{ name: string; definition: string }>(`select quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = 'connections'::regclass and contype = 'c'`)
  // Those that fire even for a replica; nobody listens yet.
  const { rows: triggers } = await client.query<{ name: string }>(`select quote_ident(tgname) as name from pg_trigger where tgrelid = 'connections'::regclass and tgenabled = 'A'`)
  for (const { name } of triggers) await client.query(`alter table connections disable trigger ${name}`)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  for (const { name } of checks) await client.query(`alter table connections drop constraint ${name}`)
  return async () => {
    await client.query(`set maintenance_work_mem = '512MB'`)
    for (const { name } of triggers) await client.query(`alter table connections enable always trigger ${name}`)
    for (const { definition } of indexes) await client.query(definition)
    for (const { name, definition } of checks) await client.query(`alter table connections add constraint ${name} ${definition} not valid`)
  }
}

const row = (upstreamPort: number) => ({
  key: 'bench', name: 'Bench', category: 'AI', description: 'The upstream of the bench.', baseUrl: `http://127.0.0.1:${upstreamPort}/v1`,
  authMethods: [{ key: 'api-key', type: 'api_key', label: 'API key', fields: [{ name: 'apiKey', label: 'API key' }], inject: [{ in: 'header', name: 'Authorization', value: 'Bearer {{apiKey}}' }] }],
  ai: { capabilities: ['text'], apiKeyField: 'apiKey' },
  // Each answer is read for its tokens, as those of the AI providers in the catalog are.
  usage: { tokensIn: ['/usage/prompt_tokens'], tokensOut: ['/usage/completion_tokens'] },
})

function compileProvider(upstreamPort: number): CompiledProvider {
  const checked = checkRow({ row: row(upstreamPort), isOutboundAllowed: () => null })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  return checked.compiled
}

type Providers = { client: pg.Client; compiled: CompiledProvider; provider: string; /** `bench`, `bench-2`, … */ count: number }

async function insertProviders({ client, compiled, provider, count }: Providers): Promise<void> {
  await client.query(
    `insert into integration_providers (id, key, name, category, description, auth_methods, compiled)
      select case when n = 1 then $1::uuid else gen_random_uuid() end, key, 'Bench', 'AI', 'The upstream of the bench.', '[]', jsonb_set($2::jsonb, '{key}', to_jsonb(key))
      from (select n, case when n = 1 then 'bench' else 'bench-' || n end as key from generate_series(1, $3::int) as n) keys`,
    [provider, JSON.stringify(compiled), count],
  )
}
