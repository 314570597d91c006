import type { Pool } from 'pg'
import type { Distribution, RoutingMode } from '#src/engine/ports.ts'
import { runOnPool, sql } from './statement.ts'

export const readPolicies = ({ pool, account }: { pool: Pool; account: string }): Promise<{ provider: string; mode: RoutingMode; distribution: Distribution }[]> =>
  runOnPool({ pool, query: sql`select provider, mode, distribution from routing_policies where account_id = ${account}::uuid order by provider` })
