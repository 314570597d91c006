import type { PayloadRequest } from 'payload'
import { stateOfInvitation, type InvitationState } from '#src/engine/people/stateOfInvitation.ts'
import type { User } from '#src/payload-types.ts'
import { sql, sqlOf } from './sqlOf.ts'

export type StoredInvitation = {
  id: string
  account: string
  accountName: string
  email: string
  role: 'owner' | 'admin' | 'member' | 'viewer'
  invitedBy: string | null
  inviterName: string | null
  /** Of whoever invited, in that account, as of now. */
  inviterRole: string | null
  sentAt: Date | null
  expiresAt: Date
  /** Chosen by whoever signs in with that address. */
  language: User['language']
  state: InvitationState
}

type Question = { req: PayloadRequest; forUpdate?: boolean } & ({ id: string; hash?: undefined } | { hash: string; id?: undefined })
type Row = { id: string; account_id: string; account_name: string; email: string; role: StoredInvitation['role']; invited_by_id: string | null; inviter_name: string | null; inviter_role: string | null; language: User['language']; sent_at: string | null; expires_at: string; accepted_at: string | null; revoked_at: string | null; now: string }

/** One invitation by its id or by the hash of its link, held for the transaction where asked; null when there is none. */
export async function readInvitation({ req, id, hash, forUpdate = false }: Question): Promise<StoredInvitation | null> {
  if (forUpdate) await sqlOf({ req, query: sql`select 1 from invitations where id = ${id ?? null}::uuid or hash = ${hash ?? null} for update` })
  const [row] = await sqlOf<Row>({
    req,
    query: sql`select i.id, i.account_id, a.name as account_name, i.email, i.role, i.invited_by_id, coalesce(nullif(u.name, ''), u.email) as inviter_name, m.role as inviter_role, r.language,
        i.sent_at, i.expires_at, i.accepted_at, i.revoked_at, now() as now
      from invitations i join accounts a on a.id = i.account_id left join users u on u.id = i.invited_by_id
        left join users r on lower(r.email) = lower(i.email) left join memberships m on m.account_id = i.account_id and m.user_id = i.invited_by_id
      where i.id = ${id ?? null}::uuid or i.hash = ${hash ?? null}`,
  })
  return row === undefined ? null : toInvitation(row)
}

const dateOf = (value: string | null): Date | null => (value === null ? null : new Date(value))

function toInvitation(row: Row): StoredInvitation {
  const expiresAt = new Date(row.expires_at)
  const state = stateOfInvitation({ acceptedAt: dateOf(row.accepted_at), revokedAt: dateOf(row.revoked_at), expiresAt }, new Date(row.now))
  return { id: row.id, account: row.account_id, accountName: row.account_name, email: row.email, role: row.role, invitedBy: row.invited_by_id, inviterName: row.inviter_name, inviterRole: row.inviter_role, language: row.language, sentAt: dateOf(row.sent_at), expiresAt, state }
}

/** The open invitation of an address in an account, expired or not. */
export async function findOpenInvitation({ req, account, email }: { req: PayloadRequest; account: string; email: string }): Promise<{ id: string; isExpired: boolean } | null> {
  const [row] = await sqlOf<{ id: string; is_expired: boolean }>({
    req,
    query: sql`select id, expires_at <= now() as is_expired from invitations where account_id = ${account}::uuid and lower(email) = ${email} and accepted_at is null and revoked_at is null`,
  })
  return row === undefined ? null : { id: row.id, isExpired: row.is_expired }
}

type Listed = { req: PayloadRequest; account: string; user: string; role?: string | undefined; withReceived?: boolean }

/** Ids of the open invitations that somebody sent in an account, of one role where named; with those to their own address where asked. */
export async function listOpenInvitationsOf({ req, account, user, role, withReceived = false }: Listed): Promise<string[]> {
  const rows = await sqlOf<{ id: string }>({
    req,
    query: sql`select id from invitations where account_id = ${account}::uuid and accepted_at is null and revoked_at is null
      and (invited_by_id = ${user}::uuid or (${withReceived}::boolean and lower(email) = (select lower(email) from users where id = ${user}::uuid)))
      and (${role ?? null}::text is null or role::text = ${role ?? null}) order by id`,
  })
  return rows.map((row) => row.id)
}

export async function isMemberByEmail({ req, account, email }: { req: PayloadRequest; account: string; email: string }): Promise<boolean> {
  const rows = await sqlOf({ req, query: sql`select 1 from memberships m join users u on u.id = m.user_id where m.account_id = ${account}::uuid and lower(u.email) = ${email}` })
  return rows.length > 0
}
