import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'
import type { ConnectionRow } from './StoredConnection.ts'

/** What consent is worked out from. */
export type AgreedTerms = Pick<ConnectionRow, 'auth_method' | 'envelope' | 'fields' | 'agreed_hosts'>

/** The same, with what a person granted at the provider. */
export type GrantedTerms = AgreedTerms & Pick<ConnectionRow, 'scopes'>

type Row = GrantedTerms & { id: string; provider: string; compiled: CompiledProvider | null }

/**
 * What the owners of these connections agreed to, with the rows as they are now. Access was decided by the caller. The
 * envelope stays in the database (`''` says that there is one), and each provider's row travels once.
 */
export async function readAgreedTerms({ req, ids }: { req: InRequest; ids: string[] }): Promise<{ id: string; row: GrantedTerms; compiled: CompiledProvider }[]> {
  const rows = await sqlOf<Row>({
    req,
    query: sql`select c.id, c.provider, c.auth_method, case when c.envelope is not null then '' end as envelope, c.fields, c.agreed_hosts, c.scopes,
        case when row_number() over (partition by c.provider order by c.id) = 1 then p.compiled end as compiled
      from connections c join integration_providers p on p.key = c.provider
      where c.id = any(${ids}::uuid[])`,
  })
  const byProvider = new Map(rows.flatMap(({ provider, compiled }) => (compiled === null ? [] : [[provider, compiled] as const])))
  return rows.flatMap(({ id, provider, ...row }) => {
    const compiled = byProvider.get(provider)
    return compiled === undefined ? [] : [{ id, row, compiled }]
  })
}
