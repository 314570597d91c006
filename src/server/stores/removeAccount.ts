import type { PayloadRequest } from 'payload'

/** Through Payload, so that its hooks run and the trail tells of it; access was decided by the caller. */
export async function removeAccount({ req, id }: { req: PayloadRequest; id: string }): Promise<void> {
  await req.payload.delete({ collection: 'accounts', id, overrideAccess: true, depth: 0, req })
}
