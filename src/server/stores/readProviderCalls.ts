import type { Pool } from 'pg'
import type { ProviderCalls } from '#src/engine/connections/Overview.ts'
import { inPoolTransaction } from './inPoolTransaction.ts'
import { runOnPool, sql } from './statement.ts'

/** Longer than this nobody waits for a figure in passing. */
const patienceMs = 2_000
/** What Postgres says when `statement_timeout` is over. */
const outOfTime = '57014'

/** Calls of all accounts in the last 30 days by provider, most first; null when they cannot be added up in two seconds. */
export async function readProviderCalls({ pool, limitMs = patienceMs }: { pool: Pool; limitMs?: number }): Promise<ProviderCalls[] | null> {
  try {
    return await inPoolTransaction(pool, async (client) => {
      await runOnPool({ pool: client, query: sql`select set_config('statement_timeout', ${String(limitMs)}, true)` })
      return await runOnPool<ProviderCalls>({
        pool: client,
        query: sql`select p.id, k.provider as key, coalesce(p.name, k.provider) as name, k.own, k."builtIn", k.failed, k."handedOut", k."tokensIn", k."tokensOut", k.cost
          from (select provider, coalesce(sum(calls) filter (where source = 'byo'), 0)::float8 as own, coalesce(sum(calls) filter (where source = 'built_in'), 0)::float8 as "builtIn",
              sum(refused + rate_limited + client_errors + server_errors + unreachable + timeouts + broken_off + not_sent + given_up)::float8 as failed, sum(handed_out)::float8 as "handedOut",
              sum(tokens_in)::float8 as "tokensIn", sum(tokens_out)::float8 as "tokensOut", sum(cost)::float8 as cost
            from patchbay.usage_buckets where hour > now() - interval '30 days' group by provider having sum(calls + handed_out) > 0) k
          left join integration_providers p on p.key = k.provider order by k.own + k."builtIn" desc, k."handedOut" desc, name`,
      })
    })
  } catch (error) {
    if ((error as { code?: unknown }).code === outOfTime) return null
    throw error
  }
}
