import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

/** Deletes an account's rows and its wrapped data keys. Back-ups hold the wrapped keys until they age out. */
export async function destroyAccount({ req, account }: { req: PayloadRequest; account: string }): Promise<void> {
  // Whoever adds to the account waits for this lock, and then finds no account.
  await sqlOf({ req, query: sql`select 1 from accounts where id = ${account}::uuid for update` })
  // In the order of a bulk revocation, so that neither waits for the other.
  await sqlOf({ req, query: sql`select 1 from connections where account_id = ${account}::uuid order by id for update` })
  await sqlOf({ req, query: sql`delete from connections where account_id = ${account}::uuid` })
  await sqlOf({ req, query: sql`delete from patchbay.usage_buckets where account = ${account}::uuid` })
  await sqlOf({ req, query: sql`delete from data_keys where account_id = ${account}::uuid` })
  await sqlOf({ req, query: sql`delete from routing_policies where account_id = ${account}::uuid` })
  await sqlOf({ req, query: sql`delete from api_tokens where account_id = ${account}::uuid` })
  await sqlOf({ req, query: sql`delete from invitations where account_id = ${account}::uuid` })
  await sqlOf({ req, query: sql`delete from memberships where account_id = ${account}::uuid` })
}
