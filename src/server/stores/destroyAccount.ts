import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'
import { bulkMs, type Statement } from './statement.ts'

/** Deletes an account's rows and its wrapped data keys. Back-ups hold the wrapped keys until they age out. */
export async function destroyAccount({ req, account }: { req: PayloadRequest; account: string }): Promise<void> {
  // There is no end to what one account may hold.
  const run = (query: Statement): Promise<unknown> => sqlOf({ req, query, deadlineMs: bulkMs })
  // Whoever adds to the account waits for this lock, and then finds no account.
  await run(sql`select 1 from accounts where id = ${account}::uuid for update`)
  // In the order of a bulk revocation, so that neither waits for the other.
  await run(sql`select 1 from connections where account_id = ${account}::uuid order by id for update`)
  await run(sql`delete from connections where account_id = ${account}::uuid`)
  await run(sql`delete from patchbay.usage_buckets where account = ${account}::uuid`)
  await run(sql`delete from data_keys where account_id = ${account}::uuid`)
  await run(sql`delete from routing_policies where account_id = ${account}::uuid`)
  await run(sql`delete from api_tokens where account_id = ${account}::uuid`)
  await run(sql`delete from invitations where account_id = ${account}::uuid`)
  await run(sql`delete from memberships where account_id = ${account}::uuid`)
}
