import type { Pool } from 'pg'
import { PatchbayError } from '#src/engine/errors.ts'
import type { BuiltInRecord } from '#src/engine/ports.ts'
import { callReadMs, runOnPool, sql } from './statement.ts'

/**
 * Takes one of the account's daily calls of a built-in credential, before the call is sent. The count is the
 * database's, so the limit holds over all processes; without a limit nothing is written.
 * @throws PatchbayError `rate_limited` until the next day (UTC)
 */
export async function reserveBuiltIn({ pool, builtIn, account }: { pool: Pool; builtIn: BuiltInRecord; account: string }): Promise<void> {
  if (builtIn.dailyCalls === null) return
  const rows = await runOnPool({
    pool,
    deadlineMs: callReadMs,
    query: sql`insert into patchbay.built_in_calls as c (built_in, account, day, calls) select ${builtIn.id}::uuid, ${account}::uuid, (now() at time zone 'utc')::date, 1 where ${builtIn.dailyCalls}::bigint > 0
      on conflict (built_in, account, day) do update set calls = c.calls + 1 where c.calls < ${builtIn.dailyCalls}::bigint returning calls`,
  })
  if (rows.length > 0) return
  throw new PatchbayError('rate_limited', {
    message: 'The account has used up today’s calls of the built-in credential.',
    hint: 'Connect your own credential, or wait until midnight UTC.',
    retryAfterSeconds: secondsToMidnight(new Date()),
  })
}

const secondsToMidnight = (now: Date): number => 86_400 - (Math.floor(now.getTime() / 1000) % 86_400)
