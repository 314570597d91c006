import type { Pool } from 'pg'
import { runOnPool, sql } from './statement.ts'

/** error: a provider refused it · ended: its date has passed · ends, rotate: a date 14, 7 or 1 days ahead, or for rotate past. */
export type NoticeKind = 'error' | 'ended' | 'ends' | 'rotate'

/** Something that one person is to hear about one connection. */
export type DueNotice = {
  connection: string
  person: string
  kind: NoticeKind
  mark: string
  step: number
  /** The date it is about; null for `error`. */
  at: Date | null
  name: string
  providerName: string
  accountName: string
  email: string
  language: 'en' | 'de' | null
}

type Key = Pick<DueNotice, 'connection' | 'person' | 'kind' | 'mark' | 'step'>

/**
 * Takes notices that are due and that nobody has been told yet, for this process to send: each is taken by one worker.
 * One that was taken and not confirmed (its worker died, the mail server was away) comes again later, eight times.
 *
 * Told is the connection's owner, if they may still change things there; else, for one that all of the account see, its
 * owners and admins. What rests (deactivated, revoked, cut off) is left in peace.
 */
export async function claimNotices({ pool, limit }: { pool: Pool; limit: number }): Promise<DueNotice[]> {
  return runOnPool<DueNotice>({
    pool,
    query: sql`with due as (
        select c.id, c.account_id, c.owner_id, c.visibility, n.kind, n.at, n.step, coalesce(to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'), '') as mark
        from connections c join accounts a on a.id = c.account_id join integration_providers p on p.key = c.provider
        cross join lateral (
          select 'error' as kind, null::timestamptz as at, 0 as step where c.status = 'error'
          union all select 'ended', c.expires_at, 0 where c.status = 'expired' or (c.status in ('active', 'pending') and c.expires_at <= now())
          union all select 'ends', c.expires_at, case when c.expires_at <= now() + interval '1 day' then 1 when c.expires_at <= now() + interval '7 days' then 7 else 14 end
            where c.status in ('active', 'pending') and c.expires_at > now() and c.expires_at <= now() + interval '14 days'
          union all select 'rotate', c.rotate_by, case when c.rotate_by <= now() + interval '1 day' then 1 when c.rotate_by <= now() + interval '7 days' then 7 else 14 end
            where c.status in ('active', 'pending') and (c.expires_at is null or c.expires_at > now()) and c.rotate_by <= now() + interval '14 days'
        ) n
        where (c.status in ('error', 'expired') or c.expires_at <= now() + interval '14 days' or c.rotate_by <= now() + interval '14 days')
          and c.deleted_at is null and c.blocked_by is null and not coalesce(a.blocked, false) and not coalesce(p.blocked, false)
      ), told as (
        select d.id, m.user_id, d.kind, d.mark, d.step from due d
        left join memberships o on o.account_id = d.account_id and o.user_id = d.owner_id and o.role <> 'viewer'
        join memberships m on m.account_id = d.account_id
          and case when o.user_id is null then d.visibility = 'account' and m.role in ('owner', 'admin') else m.user_id = o.user_id end
      ), taken as (
        insert into patchbay.notices as k (connection, person, kind, mark, step)
        select id, user_id, kind, mark, step from told t
        where not exists (select 1 from patchbay.notices n where n.connection = t.id and n.person = t.user_id and n.kind = t.kind and n.mark = t.mark and n.step = t.step
          and (n.sent_at is not null or n.tries >= 8 or n.claimed_at > now() - n.tries * interval '15 minutes'))
        order by user_id, id, kind, mark, step limit ${limit}::int
        on conflict (connection, person, kind, mark, step) do update set claimed_at = now(), tries = k.tries + 1
          where k.sent_at is null and k.claimed_at <= now() - k.tries * interval '15 minutes'
        returning k.connection, k.person, k.kind, k.mark, k.step
      )
      select t.connection, t.person, t.kind, t.mark, t.step, case when t.kind = 'rotate' then c.rotate_by when t.kind <> 'error' then c.expires_at end as at,
        c.display_name as name, p.name as "providerName", a.name as "accountName", u.email, u.language
      from taken t join connections c on c.id = t.connection join integration_providers p on p.key = c.provider join accounts a on a.id = c.account_id join users u on u.id = t.person
      order by t.person, case t.kind when 'error' then 0 when 'ended' then 1 when 'ends' then 2 else 3 end, at, c.display_name`,
  })
}

/** These have reached their reader, and are not sent again. */
export async function confirmNotices({ pool, notices }: { pool: Pool; notices: Key[] }): Promise<void> {
  await runOnPool({
    pool,
    query: sql`update patchbay.notices n set sent_at = now()
      from unnest(${notices.map((one) => one.connection)}::uuid[], ${notices.map((one) => one.person)}::uuid[], ${notices.map((one) => one.kind)}::text[], ${notices.map((one) => one.mark)}::text[], ${notices.map((one) => one.step)}::int[])
        as s(connection, person, kind, mark, step)
      where n.connection = s.connection and n.person = s.person and n.kind = s.kind and n.mark = s.mark and n.step = s.step`,
  })
}

/** Forgets what was told of faults that are mended by now, so that the next one is told again, and what is long past. */
export async function forgetNotices({ pool }: { pool: Pool }): Promise<void> {
  await runOnPool({
    pool,
    query: sql`delete from patchbay.notices n using connections c where c.id = n.connection
      and ((n.kind = 'error' and c.status <> 'error') or n.claimed_at < now() - interval '400 days')`,
  })
}
