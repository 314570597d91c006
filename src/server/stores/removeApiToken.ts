import type { PayloadRequest } from 'payload'

/** Through Payload, so that its hooks run and the trail tells of it; access was decided by the caller. */
export async function removeApiToken({ req, id }: { req: PayloadRequest; id: string }): Promise<void> {
  await req.payload.delete({ collection: 'api-tokens', id, overrideAccess: true, depth: 0, req })
}
