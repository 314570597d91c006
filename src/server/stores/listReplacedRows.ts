import { type InRequest, sql, sqlOf } from './sqlOf.ts'

/** Names of the rows that send people on to this provider, some at most. */
export async function listReplacedRows({ req, id }: { req: InRequest; id: string }): Promise<string[]> {
  const rows = await sqlOf<{ name: string }>({ req, query: sql`select r.name from integration_providers p join integration_providers r on r.replaced_by = p.key and r.id <> p.id where p.id = ${id}::uuid order by r.name limit 5` })
  return rows.map(({ name }) => name)
}
