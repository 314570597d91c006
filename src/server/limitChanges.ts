import type { Pool } from 'pg'
import type { Actor } from '#src/access/Actor.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { runtime } from './runtime.ts'
import { openSharedCount, type SharedCount } from './stores/openSharedCount.ts'

/** What all of an account may change together, as a multiple of what one of its members or tokens may. */
const accountShare = 2

const counts = new WeakMap<Pool, SharedCount>()

/**
 * Holds whoever changes or tests credentials to so many a minute, and the account with them, over all processes. Each one
 * may ask a provider, and a wrong key more is a try more. Without an answer of the database nothing is changed. What takes
 * credentials away (revoking, deactivating, deleting) is never held up.
 *
 * @throws PatchbayError `rate_limited`; `database_unavailable`
 */
export async function limitChanges({ actor, account }: { actor: Actor; account: string | null }): Promise<void> {
  const { pool, env } = runtime()
  const limit = env.PATCHBAY_CHANGES_PER_MINUTE
  const count = counts.get(pool) ?? openSharedCount({ pool, kind: 'changes', limit })
  counts.set(pool, count)
  const limits = [{ key: `${actor.kind}:${actor.kind === 'anonymous' ? '' : actor.id}`, most: limit }]
  if (account !== null) limits.push({ key: `account:${account}`, most: limit * accountShare })
  const seen = await Promise.all(limits.map(({ key }) => count.add({ key, points: 1 }))).catch((cause: unknown) => {
    throw new PatchbayError('database_unavailable', { cause })
  })
  const waits = seen.filter(({ total }, index) => total > limits[index]!.most).map(({ leftMs }) => leftMs)
  if (waits.length > 0) throw new PatchbayError('rate_limited', { message: 'Too many keys were tried or changed in a minute. Wait a minute, then go on.', retryAfterSeconds: Math.max(1, Math.ceil(Math.max(...waits) / 1_000)) })
}
