import type { PayloadRequest } from 'payload'
import type { Role } from '#src/access/Actor.ts'
import { sql, sqlOf } from './sqlOf.ts'

/** account id → role of that user. Reads inside the request's transaction, never from a replica. */
export async function readRoles({ req, user }: { req: PayloadRequest; user: string }): Promise<Map<string, Role>> {
  const rows = await sqlOf<{ account_id: string; role: Role }>({ req, query: sql`select account_id, role from memberships where user_id = ${user}::uuid` })
  return new Map(rows.map((row) => [row.account_id, row.role]))
}
