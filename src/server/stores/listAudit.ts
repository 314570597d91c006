import type { PayloadRequest, Where } from 'payload'
import { type AuditFilter, spanOf } from '#src/engine/audit/AuditFilter.ts'
import { auditActions } from '#src/engine/audit/auditActions.ts'
import type { AuditEvent } from '#src/payload-types.ts'

/** Through Payload with its access functions: exactly the events the actor may read. */
export async function listAudit({ req, account, filter, limit }: { req: PayloadRequest; account: string | null; filter: AuditFilter; limit: number }): Promise<AuditEvent[]> {
  const conditions = whereOf({ account, filter })
  const { docs } = await req.payload.find({
    collection: 'audit-events',
    ...(conditions.length === 0 ? {} : { where: { and: conditions } }),
    sort: '-createdAt',
    limit,
    pagination: false,
    depth: 0,
    overrideAccess: false,
    req,
  })
  return docs
}

function whereOf({ account, filter }: { account: string | null; filter: AuditFilter }): Where[] {
  const { since, until } = spanOf(filter)
  return [
    ...(account === null ? [] : [{ account: { equals: account } }]),
    ...(filter.actor === null ? [] : [filter.actor === 'system' ? { actorKind: { equals: 'system' } } : { actorId: { equals: filter.actor } }]),
    ...(filter.kind === null ? [] : [{ action: { in: [...auditActions[filter.kind]] } }]),
    ...(filter.provider === null ? [] : [{ provider: { equals: filter.provider } }]),
    ...(filter.connection === null ? [] : [{ targetId: { equals: filter.connection } }, { targetType: { in: ['connection', 'connections'] } }]),
    ...(since === null ? [] : [{ createdAt: { greater_than_equal: since } }]),
    ...(until === null ? [] : [{ createdAt: { less_than: until } }]),
  ]
}
