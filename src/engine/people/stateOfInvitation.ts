export type InvitationState = 'open' | 'expired' | 'withdrawn' | 'accepted'

/** What a screen shows of an invitation; never its link. Times as ISO 8601. */
export type InvitationView = { id: string; account: string; email: string; role: string; invitedBy: string | null; sentAt: string | null; expiresAt: string; state: InvitationState }

export const invitationDays = 7

type Dates = { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date }

/** What has become of an invitation by `now`. */
export function stateOfInvitation({ acceptedAt, revokedAt, expiresAt }: Dates, now: Date): InvitationState {
  if (acceptedAt !== null) return 'accepted'
  if (revokedAt !== null) return 'withdrawn'
  return expiresAt.getTime() <= now.getTime() ? 'expired' : 'open'
}
