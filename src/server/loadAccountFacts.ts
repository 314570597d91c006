import { runtime } from './runtime.ts'
import { runOnPool, sql } from './stores/statement.ts'

/** How much goes with an account when it is deleted; `connections` are those with a key. */
export type AccountFacts = { connections: number; members: number; tokens: number }

export async function loadAccountFacts({ account }: { account: string }): Promise<AccountFacts> {
  const [facts] = await runOnPool<AccountFacts>({
    pool: runtime().pool,
    query: sql`select (select count(*)::int from connections where account_id = ${account}::uuid and envelope is not null) as connections,
      (select count(*)::int from memberships where account_id = ${account}::uuid) as members,
      (select count(*)::int from api_tokens where account_id = ${account}::uuid and only_provider is null) as tokens`,
  })
  return facts ?? { connections: 0, members: 0, tokens: 0 }
}
