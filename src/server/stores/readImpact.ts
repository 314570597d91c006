import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

type Impact = { flows: { id: string; name: string }[]; channels: { id: string; name: string }[]; tokens: { id: string; name: string; lastUsedAt: string | null }[]; tokenCount: number; calls30d: number }

/** API tokens of the account that may call, and the uses of the last 30 days. Flows and channels do not exist yet. */
export async function readImpact({ req, account, connection }: { req: PayloadRequest; account: string; connection: string }): Promise<Impact> {
  const tokens = await sqlOf<{ id: string; name: string; last_used_at: string | Date | null }>({
    req,
    query: sql`select id, name, last_used_at from api_tokens where account_id = ${account}::uuid and scopes ? 'use' and (expires_at is null or expires_at > now()) order by name`,
  })
  const [calls] = await sqlOf<{ calls: string | number }>({
    req,
    query: sql`select coalesce(sum(calls + handed_out), 0) as calls from patchbay.usage_buckets where connection = ${connection}::uuid and hour > now() - interval '30 days'`,
  })
  return {
    flows: [],
    channels: [],
    tokens: tokens.map((one) => ({ id: one.id, name: one.name, lastUsedAt: one.last_used_at === null ? null : new Date(one.last_used_at).toISOString() })),
    tokenCount: tokens.length,
    calls30d: Number(calls?.calls ?? 0),
  }
}
