import type { CutKind, Reach } from '#src/engine/connections/CutOff.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import type { Statement } from './statement.ts'

type Target = { req: InRequest; kind: CutKind; id: string }
/** `key`: an account's slug, or a provider's key; of a connection, its provider's. */
export type Cut = { id: string; isCutOff: boolean; reason: string | null; name: string; key: string; account: string | null }

/** Whether the platform has cut that off; null when there is none. */
export async function readCut({ req, kind, id }: Target): Promise<Cut | null> {
  const [row] = await sqlOf<Cut>({ req, query: selects[kind](id) })
  return row ?? null
}

const selects: Record<CutKind, (id: string) => Statement> = {
  account: (id) => sql`select id, coalesce(blocked, false) as "isCutOff", blocked_reason as reason, name, slug as key, id::text as account from accounts where id = ${id}::uuid`,
  provider: (id) => sql`select id, coalesce(blocked, false) as "isCutOff", blocked_reason as reason, name, key, null as account from integration_providers where id = ${id}::uuid`,
  connection: (id) => sql`select id, blocked_by is not null as "isCutOff", blocked_reason as reason, display_name as name, provider as key, account_id::text as account from connections where id = ${id}::uuid`,
}

/** Writes a cut of an account or provider, or with `reason` null lifts it. False when it is so already. */
export async function saveCut({ req, kind, id, reason }: Target & { kind: 'account' | 'provider'; reason: string | null }): Promise<boolean> {
  const isCutOff = reason !== null
  const rows = await sqlOf({
    req,
    query: kind === 'account'
      ? sql`update accounts set blocked = ${isCutOff}::boolean, blocked_reason = ${reason}, updated_at = now() where id = ${id}::uuid and coalesce(blocked, false) is distinct from ${isCutOff}::boolean returning id`
      : sql`update integration_providers set blocked = ${isCutOff}::boolean, blocked_reason = ${reason}, updated_at = now() where id = ${id}::uuid and coalesce(blocked, false) is distinct from ${isCutOff}::boolean returning id`,
  })
  return rows.length > 0
}

/** What a cut of that stops. Tokens are those that may send calls, of the accounts it touches. */
export async function readReach({ req, kind, cut }: { req: InRequest; kind: CutKind; cut: Cut }): Promise<Reach> {
  const [account, provider, connection] = [kind === 'account' ? cut.id : null, kind === 'provider' ? cut.key : null, kind === 'connection' ? cut.id : null]
  const [row] = await sqlOf<{ accounts: number; connections: number; tokens: number; calls: number; builtInCalls: number }>({
    req,
    query: sql`with touched as materialized (
        select id, account_id from connections where deleted_at is null and envelope is not null
          and (${account}::uuid is null or account_id = ${account}::uuid) and (${provider}::text is null or provider = ${provider}) and (${connection}::uuid is null or id = ${connection}::uuid)
      )
      select (select count(distinct account_id)::int from touched) as accounts, (select count(*)::int from touched) as connections,
        (select count(*)::int from api_tokens t where t.scopes ? 'use' and (t.expires_at is null or t.expires_at > now()) and t.account_id in (select account_id from touched)) as tokens,
        (select coalesce(sum(calls + handed_out), 0)::float8 from patchbay.usage_buckets where connection in (select id from touched) and hour > now() - interval '30 days') as calls,
        (select coalesce(sum(calls + handed_out), 0)::float8 from patchbay.usage_buckets where connection is null and (account = ${account}::uuid or provider = ${provider}::text) and hour > now() - interval '30 days') as "builtInCalls"`,
  })
  return { accounts: row?.accounts ?? 0, connections: row?.connections ?? 0, tokens: row?.tokens ?? 0, calls30d: row?.calls ?? 0, builtInCalls30d: row?.builtInCalls ?? 0 }
}
