import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

type Named = { id: string; name: string; provider: string }
/** `privateConnections` with a credential are revoked, `sharedConnections` pass to one of `heirs`, `tokens` end, `invitations` (a number) are withdrawn. */
export type MemberImpact = { privateConnections: (Named & { /** Uses in the last 30 days. */ calls30d: number })[]; sharedConnections: Named[]; tokens: { id: string; name: string }[]; invitations: number; heirs: { id: string; name: string }[] }

/** What somebody has in an account that does not stay theirs when they go. */
export async function readMemberImpact({ req, account, user }: { req: PayloadRequest; account: string; user: string }): Promise<MemberImpact> {
  const [row] = await sqlOf<MemberImpact>({
    req,
    query: sql`with own as (
        select c.id, c.display_name as name, coalesce(p.name, c.provider) as provider, c.visibility, c.envelope is not null as has_credential,
          case when c.visibility = 'private' then (select coalesce(sum(k.calls + k.handed_out), 0)::float8 from patchbay.usage_buckets k where k.connection = c.id and k.hour > now() - interval '30 days') end as calls
        from connections c left join integration_providers p on p.key = c.provider
        where c.account_id = ${account}::uuid and c.owner_id = ${user}::uuid and c.deleted_at is null
      )
      select coalesce((select json_agg(json_build_object('id', id, 'name', name, 'provider', provider, 'calls30d', calls) order by name) from own where visibility = 'private' and has_credential), '[]') as "privateConnections",
        coalesce((select json_agg(json_build_object('id', id, 'name', name, 'provider', provider) order by name) from own where visibility = 'account'), '[]') as "sharedConnections",
        coalesce((select json_agg(json_build_object('id', id, 'name', name) order by name) from api_tokens where account_id = ${account}::uuid and created_by_id = ${user}::uuid and only_provider is null), '[]') as tokens,
        (select count(*)::int from invitations where account_id = ${account}::uuid and invited_by_id = ${user}::uuid and accepted_at is null and revoked_at is null and expires_at > now()) as invitations,
        coalesce((select json_agg(json_build_object('id', u.id, 'name', coalesce(nullif(u.name, ''), u.email)) order by m.created_at, m.id)
          from memberships m join users u on u.id = m.user_id where m.account_id = ${account}::uuid and m.role = 'owner' and m.user_id <> ${user}::uuid), '[]') as heirs`,
  })
  return row ?? { privateConnections: [], sharedConnections: [], tokens: [], invitations: 0, heirs: [] }
}
