import type { PayloadRequest } from 'payload'
import type { Role } from '#src/access/Actor.ts'

/** Through Payload, so that guardMembership judges it and the trail tells of it. */
export async function changeRole({ req, id, role }: { req: PayloadRequest; id: string; role: Role }): Promise<void> {
  await req.payload.update({ collection: 'memberships', id, data: { role }, overrideAccess: true, depth: 0, req })
}
