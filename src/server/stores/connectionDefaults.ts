import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

type Scope = { req: PayloadRequest; account: string; provider: string }

/** Holds account and provider together for the transaction, so that two first connections do not both become the default. */
export const lockDefaults = async ({ req, account, provider }: Scope): Promise<void> => {
  // Whoever does so writes several connections, in no certain order: so not beside a change of many in bulk.
  await sqlOf({ req, query: sql`select pg_advisory_xact_lock_shared(${bulkLock}::bigint), pg_advisory_xact_lock(hashtextextended(${`${account} ${provider}`}, 7))` })
}

const bulkLock = 7_218_001

/** Holds all of them at once, for a change in bulk: waits for those who hold one, and makes the next wait. To be taken ahead of any row. */
export const lockAllDefaults = async ({ req }: { req: PayloadRequest }): Promise<void> => {
  await sqlOf({ req, query: sql`select pg_advisory_xact_lock(${bulkLock}::bigint)` })
}

/** Whether the account has a default there. Private connections never are: a default serves everybody. */
export async function hasDefault({ req, account, provider }: Scope): Promise<boolean> {
  const rows = await sqlOf({ req, query: sql`select 1 from connections where account_id = ${account}::uuid and provider = ${provider} and is_default and deleted_at is null limit 1` })
  return rows.length > 0
}

/** Takes the default away from whichever connection has it, ahead of giving it to another. */
export async function clearDefault({ req, account, provider }: Scope): Promise<void> {
  await sqlOf({ req, query: sql`update connections set is_default = false where account_id = ${account}::uuid and provider = ${provider} and is_default and deleted_at is null` })
}

/**
 * Leaves one default among the connections everybody sees, if there are any: the one there is, else the next in order,
 * passing `except` over while there is another. Run at the end of whatever may have taken a default away.
 */
export async function settleDefault({ req, account, provider, except = null }: Scope & { except?: string | null }): Promise<void> {
  await sqlOf({
    req,
    query: sql`update connections set is_default = false where account_id = ${account}::uuid and provider = ${provider} and is_default and (visibility = 'private' or deleted_at is not null)`,
  })
  if (await hasDefault({ req, account, provider })) return
  await sqlOf({
    req,
    query: sql`update connections set is_default = true where id = (
        select id from connections where account_id = ${account}::uuid and provider = ${provider} and deleted_at is null and visibility = 'account'
        order by (id is distinct from ${except}::uuid) desc, (status in ('active', 'pending')) desc, sort_order, created_at, id limit 1)`,
  })
}

/** Names in use that start like the default name, to find the next free number. */
export async function namesLike({ req, account, prefix }: { req: PayloadRequest; account: string; prefix: string }): Promise<Set<string>> {
  const rows = await sqlOf<{ name: string }>({
    req,
    query: sql`select lower(display_name) as name from connections where account_id = ${account}::uuid and deleted_at is null and lower(left(display_name, length(${prefix}::text))) = lower(${prefix})`,
  })
  return new Set(rows.map((row) => row.name))
}
