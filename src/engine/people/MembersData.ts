import type { InvitationView } from './stateOfInvitation.ts'

/** Times as ISO 8601. `seenAt`: the newest event of theirs in this account's trail, which tells nothing of other accounts. */
export type MemberView = { id: string; user: string; name: string; email: string; role: string; since: string; seenAt: string | null }

/** `invitations`: open and expired ones; empty for those who may not see them. */
export type MembersData = { members: MemberView[]; invitations: InvitationView[]; sendsMail: boolean }
