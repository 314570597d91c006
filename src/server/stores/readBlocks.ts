import { type InRequest, sql, sqlOf } from './sqlOf.ts'

/** Whether the platform has cut off that account, or that provider. */
export async function readBlocks({ req, account, provider }: { req: InRequest; account: string; provider: string }): Promise<{ account: boolean; provider: boolean }> {
  const [row] = await sqlOf<{ account: boolean | null; provider: boolean | null }>({
    req,
    query: sql`select (select blocked from accounts where id = ${account}::uuid) as account, (select blocked from integration_providers where key = ${provider}) as provider`,
  })
  return { account: row?.account ?? false, provider: row?.provider ?? false }
}
