import { type InRequest, sql, sqlOf } from './sqlOf.ts'

/** Name of an uploaded logo's file; null when there is no logo of that id. */
export async function readLogoFile({ req, id }: { req: InRequest; id: string }): Promise<string | null> {
  const [found] = await sqlOf({ req, query: sql`select filename from logos where id::text = ${id.toLowerCase()}` })
  return (found?.filename as string | undefined) ?? null
}
