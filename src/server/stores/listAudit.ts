import type { PayloadRequest } from 'payload'
import type { AuditEvent } from '#src/payload-types.ts'

/** Through Payload with its access functions: exactly the events the actor may read. */
export async function listAudit({ req, account, limit }: { req: PayloadRequest; account: string | null; limit: number }): Promise<AuditEvent[]> {
  const { docs } = await req.payload.find({
    collection: 'audit-events',
    ...(account === null ? {} : { where: { account: { equals: account } } }),
    sort: '-createdAt',
    limit,
    pagination: false,
    depth: 0,
    overrideAccess: false,
    req,
  })
  return docs
}
