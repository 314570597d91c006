import type { Pool } from 'pg'
import type { ActivityChoices, ActivityEvent, ActivityPlace } from '#src/engine/audit/ActivityPage.ts'
import { type AuditFilter, spanOf } from '#src/engine/audit/AuditFilter.ts'
import { auditActions } from '#src/engine/audit/auditActions.ts'
import { runOnPool, sql } from './statement.ts'

/** `total` counts to 1,001 and no further. */
export type ActivityRows = { events: ActivityEvent[]; total: number }

type Viewer = { pool: Pool; account: string; user: string }

/**
 * Events of an account that a person may see, newest first for `before` and oldest first for `after`. Who may see what
 * is the rule of src/access/readAudit.ts, and whose addresses, of src/access/seesAddress.ts; tests/int/activity.test.ts compares them.
 */
export async function listActivity({ pool, account, user, filter, place, limit }: Viewer & { filter: AuditFilter; place: ActivityPlace | null; limit: number }): Promise<ActivityRows> {
  const { since, until } = spanOf(filter)
  const actions = filter.kind === null ? null : auditActions[filter.kind]
  const isAfter = place?.side === 'after'
  const [row] = await runOnPool<{ events: ActivityEvent[] | null; total: number }>({
    pool,
    query: sql`with viewer as (
        select count(*) > 0 as belongs, coalesce(bool_or(role in ('owner', 'admin')), false) as manages,
          exists (select 1 from users where id = ${user}::uuid and platform_role = 'admin') as is_platform
        from memberships where account_id = ${account}::uuid and user_id = ${user}::uuid
      ), fitting as not materialized (
        select e.*, v.manages or v.is_platform as sees_all,
          v.is_platform or coalesce(e.actor_id = ${user} or (e.target_type = 'user' and e.target_id = ${user}), false) or (v.manages and e.action not like 'user.%') as sees_address from audit_events e, viewer v
        where e.account = ${account} and (v.is_platform or (v.belongs and (e.visible_to is null or e.visible_to = ${user} or v.manages)))
          and (${filter.actor}::text is null or e.actor_id = ${filter.actor} or (e.actor_kind = 'system' and ${filter.actor} = 'system'))
          and (${actions}::text[] is null or e.action = any(${actions}::text[]))
          and (${filter.provider}::text is null or e.provider = ${filter.provider})
          and (${filter.connection}::text is null or (e.target_id = ${filter.connection} and e.target_type in ('connection', 'connections')))
          and (${since}::timestamptz is null or e.created_at >= ${since}::timestamptz)
          and (${until}::timestamptz is null or e.created_at < ${until}::timestamptz)
      ), page as (
        (select * from fitting where not ${isAfter}::boolean and (${place?.id ?? null}::uuid is null or (created_at, id) < (${place?.at ?? null}::timestamptz, ${place?.id ?? null}::uuid))
          order by created_at desc, id desc limit ${limit}::int)
        union all
        (select * from fitting where ${isAfter}::boolean and (created_at, id) > (${place?.at ?? null}::timestamptz, ${place?.id ?? null}::uuid)
          order by created_at, id limit ${limit}::int)
      )
      select (select count(*)::int from (select 1 from fitting limit 1001) counted) as total,
        (select json_agg(json_build_object(
          'id', p.id, 'at', to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'action', p.action,
          'actor', json_build_object('kind', p.actor_kind, 'id', p.actor_id, 'label', p.actor_label), 'address', case when p.sees_address then p.address end,
          'target', json_build_object('type', p.target_type, 'id', p.target_id, 'label', coalesce(p.target_label, (
            select coalesce(nullif(u.name, ''), u.email) from memberships m join users u on u.id = m.user_id where p.target_type = 'membership' and m.account_id = ${account}::uuid and m.id::text = p.target_id)), 'isThere', p.target_type = 'connection' and exists (
            select 1 from connections c where c.account_id = ${account}::uuid and c.id::text = p.target_id and c.deleted_at is null
              and (c.visibility = 'account' or c.owner_id = ${user}::uuid or p.sees_all))),
          'provider', p.provider, 'outcome', p.outcome, 'code', p.code, 'note', p.note, 'changed', coalesce(p.changed, '[]'::jsonb))
          order by case when ${isAfter}::boolean then p.created_at end, case when ${isAfter}::boolean then p.id end, p.created_at desc, p.id desc) from page p) as events`,
  })
  return { events: row?.events ?? [], total: row?.total ?? 0 }
}

type Choices = Omit<ActivityChoices, 'kinds'> & { actions: string[] }

const mostChoices = 200

/** Everything to filter by that occurs in what a viewer may see of an account. */
export async function listActivityChoices({ pool, account, user }: Viewer): Promise<Choices> {
  const [row] = await runOnPool<Choices>({
    pool,
    query: sql`with viewer as (
        select count(*) > 0 as belongs, coalesce(bool_or(role in ('owner', 'admin')), false) as manages,
          exists (select 1 from users where id = ${user}::uuid and platform_role = 'admin') as is_platform
        from memberships where account_id = ${account}::uuid and user_id = ${user}::uuid
      ), seen as (
        select e.actor_kind, e.actor_id, e.actor_label, e.action, e.provider, e.target_type, e.target_id, e.target_label, e.created_at from audit_events e, viewer v
        where e.account = ${account} and (v.is_platform or (v.belongs and (e.visible_to is null or e.visible_to = ${user} or v.manages)))
      ), actors as (
        select coalesce(actor_id, 'system') as id, actor_kind as kind, (array_agg(actor_label order by created_at desc))[1] as label
        from seen where actor_id is not null or actor_kind = 'system' group by 1, 2 order by max(created_at) desc limit ${mostChoices}::int
      ), targets as (
        select target_id as id, (array_agg(target_label order by created_at desc) filter (where target_label is not null))[1] as label
        from seen where target_type = 'connection' and target_id is not null group by 1 order by max(created_at) desc limit ${mostChoices}::int
      ), providers as (
        select distinct s.provider as key, coalesce(p.name, s.provider) as name from seen s left join integration_providers p on p.key = s.provider where s.provider is not null
      )
      select coalesce((select json_agg(a order by a.label) from actors a), '[]') as actors,
        coalesce((select json_agg(distinct action) from seen), '[]') as actions,
        coalesce((select json_agg(p order by p.name) from providers p), '[]') as providers,
        coalesce((select json_agg(t order by t.label) from targets t), '[]') as connections`,
  })
  return row ?? { actors: [], actions: [], providers: [], connections: [] }
}
