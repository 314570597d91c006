import type { PayloadRequest } from 'payload'

type NewInvitation = { account: string; email: string; role: 'owner' | 'admin' | 'member' | 'viewer'; invitedBy: string; hash: string; sentAt: string; expiresAt: string }

/** Access was decided by the caller. Returns the id; the hash never comes back. */
export async function saveInvitation({ req, data }: { req: PayloadRequest; data: NewInvitation }): Promise<string> {
  return (await req.payload.create({ collection: 'invitations', data, overrideAccess: true, depth: 0, req })).id
}

type Change = Partial<{ hash: string; invitedBy: string; sentAt: string; expiresAt: string; acceptedAt: string; acceptedBy: string; revokedAt: string }>

/** Changes an invitation through Payload, so that the trail tells of it as `action`; access was decided by the caller. */
export async function changeInvitation({ req, id, action, data }: { req: PayloadRequest; id: string; action: string; data: Change }): Promise<void> {
  req.context.auditOnce = action
  await req.payload.update({ collection: 'invitations', id, data, overrideAccess: true, depth: 0, req })
}
