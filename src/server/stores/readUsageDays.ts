import type { Pool } from 'pg'
import type { UsageDays } from '#src/engine/usage/UsageDays.ts'
import { runOnPool, sql } from './statement.ts'

type Row = { connection: string | null; provider: string; month: number; days: Record<string, number> | null }
type Question = { pool: Pool; account: string; connections: string[] }

/** Uses of these connections by id, and of the platform's built-in credentials by provider. What was not used for 30 days is left out. */
export async function readUsageDays({ pool, account, connections }: Question): Promise<{ byConnection: Record<string, UsageDays>; builtIn: Record<string, number> }> {
  const rows = await runOnPool<Row>({
    pool,
    query: sql`select connection, provider, sum(uses)::float8 as month, json_object_agg(ago, uses) filter (where ago < 7) as days
      from (select connection, provider, (now() at time zone 'utc')::date - (hour at time zone 'utc')::date as ago, sum(calls + handed_out)::float8 as uses
        from patchbay.usage_buckets where account = ${account}::uuid and hour > now() - interval '30 days' and (connection is null or connection = any(${connections}::uuid[])) group by 1, 2, 3) d
      group by 1, 2 having sum(uses) > 0`,
  })
  const weekOf = ({ days }: Row): number[] => Array.from({ length: 7 }, (_, place) => days?.[6 - place] ?? 0)
  return {
    byConnection: Object.fromEntries(rows.flatMap((row) => (row.connection === null ? [] : [[row.connection, { month: row.month, week: weekOf(row) }]]))),
    builtIn: Object.fromEntries(rows.flatMap((row) => (row.connection === null ? [[row.provider, row.month]] : []))),
  }
}
