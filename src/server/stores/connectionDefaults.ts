import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

type Scope = { req: PayloadRequest; account: string; provider: string }

/** Holds account and provider together for the transaction, so that two first connections do not both become the default. */
export const lockDefaults = async ({ req, account, provider }: Scope): Promise<void> => {
  await sqlOf({ req, query: sql`select pg_advisory_xact_lock(hashtextextended(${`${account} ${provider}`}, 7))` })
}

export async function hasDefault({ req, account, provider }: Scope): Promise<boolean> {
  const rows = await sqlOf({ req, query: sql`select 1 from connections where account_id = ${account}::uuid and provider = ${provider} and is_default and deleted_at is null limit 1` })
  return rows.length > 0
}

/** Takes the default away from whichever connection has it, ahead of giving it to another. */
export async function clearDefault({ req, account, provider }: Scope): Promise<void> {
  await sqlOf({ req, query: sql`update connections set is_default = false where account_id = ${account}::uuid and provider = ${provider} and is_default and deleted_at is null` })
}

/** After a removal: the next connection in order becomes the default, if there is one and none is. */
export async function passDefaultOn({ req, account, provider }: Scope): Promise<void> {
  await sqlOf({
    req,
    query: sql`update connections set is_default = true where id = (
        select id from connections where account_id = ${account}::uuid and provider = ${provider} and deleted_at is null
        order by (visibility = 'account') desc, (status in ('active', 'pending')) desc, sort_order, created_at, id limit 1)
      and not exists (select 1 from connections where account_id = ${account}::uuid and provider = ${provider} and is_default and deleted_at is null)`,
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
