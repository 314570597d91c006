import type { MembersData } from '#src/engine/people/MembersData.ts'
import { mailMode } from './mailMode.ts'
import { runtime } from './runtime.ts'
import { listInvitations, listMembers } from './stores/listMembers.ts'

/** The people of an account for somebody who belongs to it, in that role; invitations for those who may invite. */
export async function loadMembers({ account, role }: { account: string; role: string }): Promise<MembersData> {
  const { pool } = runtime()
  const mayInvite = role === 'owner' || role === 'admin'
  const [members, invitations] = await Promise.all([listMembers({ pool, account }), mayInvite ? listInvitations({ pool, account }) : []])
  return { members, invitations, sendsMail: mailMode() !== 'off' }
}
