import { createHash } from 'node:crypto'
import type { PayloadRequest } from 'payload'
import { hookServices } from './hookServices.ts'
import { runOnPool, sql } from './statement.ts'

/** Keys are stored hashed: the table never becomes a list of who signs in from where. */
const hashed = (key: string): string => createHash('sha256').update(key).digest('hex')

type Counted = { req: PayloadRequest; keys: string[]; windowSeconds: number }

/**
 * Adds one to each key and returns the counts of the current window. Outside any transaction, so that a refusal does
 * not undo it; and on the plain pool, since a request that waited here for a second connection of Payload's would, with
 * enough of its like, wait for itself.
 */
export async function countAttempt({ req, keys, windowSeconds }: Counted): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const key of keys) {
    const rows = await runOnPool<{ count: number }>({
      pool: hookServices(req.payload).pool(),
      query: sql`insert into patchbay.sign_in_attempts as a (key, count, window_ends) values (${hashed(key)}, 1, now() + make_interval(secs => ${windowSeconds}))
        on conflict (key) do update set
          count = case when a.window_ends < now() then 1 else a.count + 1 end,
          window_ends = case when a.window_ends < now() then excluded.window_ends else a.window_ends end
        returning count`,
    })
    counts.set(key, rows[0]?.count ?? 0)
  }
  return counts
}

export async function forgetAttempts({ req, key }: { req: PayloadRequest; key: string }): Promise<void> {
  await runOnPool({ pool: hookServices(req.payload).pool(), query: sql`delete from patchbay.sign_in_attempts where key = ${hashed(key)} or window_ends < now()` })
}

/** One attempt that is not to count after all. */
export async function takeBackAttempt({ req, key }: { req: PayloadRequest; key: string }): Promise<void> {
  await runOnPool({ pool: hookServices(req.payload).pool(), query: sql`update patchbay.sign_in_attempts set count = greatest(count - 1, 0) where key = ${hashed(key)}` })
}
