import { type InRequest, sql, sqlOf } from './sqlOf.ts'

type Cut = { reason: string | null }
type Row = { account: boolean | null; account_reason: string | null; provider: boolean | null; provider_reason: string | null }

/** Whether the platform has cut off that account, or that provider, and why; null = it has not. */
export async function readBlocks({ req, account, provider }: { req: InRequest; account: string; provider: string }): Promise<{ account: Cut | null; provider: Cut | null }> {
  const [row] = await sqlOf<Row>({
    req,
    query: sql`select a.blocked as account, a.blocked_reason as account_reason, p.blocked as provider, p.blocked_reason as provider_reason
      from (values (1)) one(x) left join accounts a on a.id = ${account}::uuid left join integration_providers p on p.key = ${provider}`,
  })
  return {
    account: row?.account ? { reason: row.account_reason } : null,
    provider: row?.provider ? { reason: row.provider_reason } : null,
  }
}
