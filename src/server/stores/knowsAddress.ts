import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

/** Whether Payload's sign-in would find somebody by that address, asked as it asks. */
export async function knowsAddress({ req, email }: { req: PayloadRequest; email: string }): Promise<boolean> {
  return (await sqlOf({ req, query: sql`select 1 from users where email = ${email.trim().toLowerCase()}` })).length > 0
}
