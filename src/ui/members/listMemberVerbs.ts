import type { MemberView } from '#src/engine/people/MembersData.ts'
import type { Viewer } from '../settings/Viewer.ts'

export type MemberVerb = 'role' | 'handOver' | 'leave' | 'remove'
type Question = { viewer: Pick<Viewer, 'id' | 'role'>; member: MemberView; /** How many owners the account has. */ owners: number; members: number }

/** What somebody may do about a member, as hooks/guardMembership decides it; nothing that would be refused is offered. */
export function listMemberVerbs({ viewer, member, owners, members }: Question): MemberVerb[] {
  const isSelf = viewer.id === member.user
  const isLastOwner = member.role === 'owner' && owners === 1
  const manages = viewer.role === 'owner' || (viewer.role === 'admin' && member.role !== 'owner')
  const verbs: MemberVerb[] = []
  if (manages && !isLastOwner) verbs.push('role')
  if (isSelf && viewer.role === 'owner' && members > 1) verbs.push('handOver')
  if (isSelf && !isLastOwner) verbs.push('leave')
  if (!isSelf && manages) verbs.push('remove')
  return verbs
}
