import type { PayloadRequest } from 'payload'
import type { Connection } from '#src/payload-types.ts'

/**
 * Writes through Payload, so that the sealing, version and audit hooks run in the same transaction. `action` names what
 * happened in the audit trail; access was decided by the caller.
 */
type Save = { req: PayloadRequest; action: string; data: Record<string, unknown> }

export async function createConnection({ req, action, data }: Save): Promise<string> {
  const doc = await withAction({
    req,
    action,
    work: () => req.payload.create({ collection: 'connections', data: data as unknown as Connection, overrideAccess: true, depth: 0, req }),
  })
  return doc.id
}

export async function updateConnection({ req, action, data, id }: Save & { id: string }): Promise<void> {
  await withAction({
    req,
    action,
    work: () => req.payload.update({ collection: 'connections', id, data: data as Partial<Connection>, overrideAccess: true, depth: 0, trash: true, req }),
  })
}

async function withAction<T>({ req, action, work }: { req: PayloadRequest; action: string; work: () => Promise<T> }): Promise<T> {
  const before = req.context.auditAction
  req.context.auditAction = action
  try {
    return await work()
  } finally {
    req.context.auditAction = before
  }
}

/** What is known of the tokens of a credential that has none, or none yet. */
export const noTokens = { tokenExpiresAt: null, refreshDueAt: null, previousUntil: null, refreshFailures: 0, refreshIntentAt: null } as const

/** What is left of a credential that is destroyed: nothing. */
export const destroyedCredential = { envelope: null, aadVersion: null, dataKey: null, agreedHosts: null, maskedCredential: {}, identity: null, scopes: [], expiresAt: null, deactivation: null, ...noTokens } as const
