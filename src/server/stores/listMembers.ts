import type { Pool } from 'pg'
import type { MemberView } from '#src/engine/people/MembersData.ts'
import { type InvitationView, stateOfInvitation } from '#src/engine/people/stateOfInvitation.ts'
import { runOnPool, sql } from './statement.ts'

type Question = { pool: Pool; account: string }
type Row = { id: string; user_id: string; name: string; email: string; role: string; created_at: Date; seen_at: Date | null }

/** Everybody of an account, owners first, then by name. Access was decided by the caller. */
export async function listMembers({ pool, account }: Question): Promise<MemberView[]> {
  const rows = await runOnPool<Row>({
    pool,
    query: sql`select m.id, m.user_id, coalesce(u.name, '') as name, u.email, m.role, m.created_at,
        (select max(e.created_at) from audit_events e where e.account = ${account} and e.actor_id = m.user_id::text) as seen_at
      from memberships m join users u on u.id = m.user_id where m.account_id = ${account}::uuid
      order by array_position(array['owner', 'admin', 'member', 'viewer'], m.role::text), lower(coalesce(nullif(u.name, ''), u.email)), m.id`,
  })
  return rows.map((row) => ({ id: row.id, user: row.user_id, name: row.name, email: row.email, role: row.role, since: row.created_at.toISOString(), seenAt: row.seen_at?.toISOString() ?? null }))
}

type Invited = { id: string; account_id: string; email: string; role: string; invited_by: string | null; sent_at: Date | null; expires_at: Date; now: Date }

/** Invitations of an account that were neither accepted nor withdrawn, the newest first. Access was decided by the caller. */
export async function listInvitations({ pool, account }: Question): Promise<InvitationView[]> {
  const rows = await runOnPool<Invited>({
    pool,
    query: sql`select i.id, i.account_id, i.email, i.role, coalesce(nullif(u.name, ''), u.email) as invited_by, i.sent_at, i.expires_at, now() as now
      from invitations i left join users u on u.id = i.invited_by_id
      where i.account_id = ${account}::uuid and i.accepted_at is null and i.revoked_at is null order by i.sent_at desc nulls last, i.id limit 200`,
  })
  return rows.map((row) => ({ id: row.id, account: row.account_id, email: row.email, role: row.role, invitedBy: row.invited_by, sentAt: row.sent_at?.toISOString() ?? null, expiresAt: row.expires_at.toISOString(), state: stateOfInvitation({ acceptedAt: null, revokedAt: null, expiresAt: row.expires_at }, row.now) }))
}
