import { type InRequest, sql, sqlOf } from './sqlOf.ts'

/** The connection of the account that the request with this key has made. */
export async function findByRequestKey({ req, account, requestKey }: { req: InRequest; account: string; requestKey: string }): Promise<{ id: string; isDeleted: boolean } | null> {
  const [row] = await sqlOf<{ id: string; deleted_at: string | null }>({ req, query: sql`select id, deleted_at from connections where account_id = ${account}::uuid and request_key = ${requestKey}` })
  return row === undefined ? null : { id: row.id, isDeleted: row.deleted_at !== null }
}
