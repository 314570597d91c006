import type { Pool } from 'pg'
import { PatchbayError } from '#src/engine/errors.ts'
import { createAllotments } from '#src/server/createAllotments.ts'
import { openSharedCount, windowMs } from '#src/server/stores/openSharedCount.ts'

export type CallLimit = (question: { /** `token:<id>` or `user:<id>`. */ caller: string; account: string }) => void

/** All tokens and members of an account together, as a multiple of what one of them may. */
const accountShare = 2

/**
 * Holds callers and accounts to so many calls a minute, over all processes, and never waits for the database to do so:
 * shares of the limit are fetched ahead of need. With the database away each process goes by its own count.
 *
 * @throws PatchbayError `rate_limited`, with the seconds that are left of the minute
 */
export function limitCalls({ pool, callsPerMinute }: { pool: Pool; callsPerMinute: number }): CallLimit {
  const [callers, accounts] = ([['callers', callsPerMinute], ['accounts', callsPerMinute * accountShare]] as const).map(([kind, limit]) => createAllotments({ limit, windowMs, add: openSharedCount({ pool, kind: `calls:${kind}`, limit }).add }))
  return ({ caller, account }) => {
    const waitMs = callers!.take(caller)
    if (waitMs !== null) throw tooMany({ who: 'This caller', limit: callsPerMinute, waitMs })
    const accountWaitMs = accounts!.take(account)
    if (accountWaitMs !== null) throw tooMany({ who: 'This account', limit: callsPerMinute * accountShare, waitMs: accountWaitMs })
  }
}

const tooMany = ({ who, limit, waitMs }: { who: string; limit: number; waitMs: number }): PatchbayError =>
  new PatchbayError('rate_limited', { message: `${who} has sent more than ${limit} calls in a minute.`, retryAfterSeconds: Math.ceil(waitMs / 1_000) })
