import type { ConnectionStatus } from '#src/engine/ports.ts'
import { type InRequest, sql, sqlOf } from './sqlOf.ts'

/** Connections of one provider that are alike in all that a change of its row could touch. */
export type ConnectionGroup = {
  auth_method: string
  status: ConnectionStatus
  /** `''` says that there is a credential; it stays in the database. */
  envelope: '' | null
  agreed_hosts: string[] | null
  /** Plain values that form the host. */
  fields: Record<string, string>
  /** Names of all fields held. */
  held: string[]
  connections: number
  accounts: string[]
}

type Question = { req: InRequest; provider: string; /** Fields whose values decide the host. */ hostFields: string[] }

/** All connections of a provider over all accounts, alike ones together; what is in trash is left out. */
export async function listConnectionGroups({ req, provider, hostFields }: Question): Promise<ConnectionGroup[]> {
  return sqlOf<ConnectionGroup>({
    req,
    query: sql`select auth_method, status, envelope, agreed_hosts, fields, held, count(*)::int as connections, array_agg(distinct account_id::text) as accounts
      from (select c.auth_method, c.account_id, c.agreed_hosts,
          case when c.status in ('active', 'pending') and c.expires_at <= now() then 'expired' else c.status::text end as status,
          case when c.envelope is not null then '' end as envelope,
          coalesce((select jsonb_object_agg(f.key, f.value) from jsonb_each(own.plain) f where f.key = any(${hostFields}::text[])), '{}'::jsonb) as fields,
          array(select k from jsonb_object_keys(own.plain || own.masked) k order by k) as held
        from connections c cross join lateral (select
          case when jsonb_typeof(c.fields) = 'object' then c.fields else '{}'::jsonb end as plain,
          case when jsonb_typeof(c.masked_credential) = 'object' then c.masked_credential else '{}'::jsonb end as masked) own
        where c.provider = ${provider} and c.deleted_at is null) one
      group by auth_method, status, envelope, agreed_hosts, fields, held`,
  })
}
