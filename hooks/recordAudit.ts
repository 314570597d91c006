import type { CollectionAfterChangeHook, CollectionAfterDeleteHook, CollectionBeforeChangeHook, GlobalAfterChangeHook, PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import type { Deactivation } from '#src/engine/connections/Deactivation.ts'
import { type AuditEvent, insertAuditEvent } from '#src/server/stores/insertAuditEvent.ts'
import { sqlOf } from '#src/server/stores/sqlOf.ts'
import { traceOf } from '#src/server/stores/traceOf.ts'

type Doc = Record<string, unknown> & { id?: string }

/** Bookkeeping that changes with every write and tells a reader nothing. */
const unremarkable = new Set(['updatedAt', 'createdAt', 'version', 'compiled', 'sessions', 'lastTestedAt', 'lastTest', 'lastUsedAt', 'lastUsedBy', 'changedBy', 'revocation'])

/**
 * Names a change that brings a new credential. The new one may have the mask of the old, so that nothing one can read
 * back tells of it.
 */
export const nameReplacement =
  (target: string): CollectionBeforeChangeHook =>
  ({ data, operation, req }) => {
    if (operation === 'update' && (data as { credentialPayload?: unknown }).credentialPayload != null) req.context.auditOnce = `${target}.credential_replaced`
    return data
  }

/** What the change is called by whoever makes it: for this one write, or for all until it is taken back. */
function takeName({ context }: PayloadRequest): string | null {
  const named = context.auditOnce ?? context.auditAction
  delete context.auditOnce
  return typeof named === 'string' ? named : null
}

/** Writes one event in the transaction of the change: both are stored, or neither. Names of fields, never values. */
export const recordChange =
  (target: string): CollectionAfterChangeHook =>
  async ({ doc, previousDoc, operation, req }) => {
    const changed = operation === 'create' ? [] : changedFields(previousDoc as Doc, doc as Doc)
    const named = takeName(req)
    // A sign-in only moves sessions; it is recorded where it happens.
    if (operation === 'update' && changed.length === 0 && named === null) return doc
    const action = named ?? `${target}.${operation === 'create' ? 'created' : 'updated'}`
    await write({ req, target, doc: doc as Doc, action, changed })
    return doc
  }

export const recordRemoval =
  (target: string): CollectionAfterDeleteHook =>
  async ({ doc, req }) => {
    await write({ req, target, doc: doc as Doc, action: takeName(req) ?? `${target}.deleted`, changed: [] })
    return doc
  }

export const recordGlobalChange =
  (target: string): GlobalAfterChangeHook =>
  async ({ doc, previousDoc, req }) => {
    await write({ req, target, doc: { ...(doc as Doc), id: target }, action: `${target}.updated`, changed: changedFields(previousDoc as Doc, doc as Doc) })
    return doc
  }

type Written = { req: PayloadRequest; target: string; doc: Doc; action: string; changed: string[] }

async function write({ req, target, doc, action, changed }: Written): Promise<void> {
  const event: AuditEvent = {
    account: target === 'account' ? (doc.id ?? null) : idOf(doc.account),
    action,
    // Seeding and deletions run without a person.
    actor: req.payloadAPI === 'local' && !req.user ? { kind: 'system' } : await actorOf(req),
    targetType: target,
    targetId: doc.id ?? null,
    targetLabel: labelOf(doc),
    provider: typeof doc.provider === 'string' ? doc.provider : target === 'provider' && typeof doc.key === 'string' ? doc.key : null,
    outcome: 'done',
    code: typeof doc.statusReason === 'string' ? doc.statusReason : null,
    changed,
    ...traceOf(req),
    note: reasonOf({ action, doc }),
    visibleTo: visibleTo({ target, doc }),
  }
  await sqlOf({ req, query: insertAuditEvent(event) })
}

/** What whoever stopped it said for it; plain text that was looked through for secrets. */
function reasonOf({ action, doc }: { action: string; doc: Doc }): string | null {
  const reason = action.endsWith('.blocked') ? doc.blockedReason : action.endsWith('.deactivated') ? (doc.deactivation as Deactivation | null)?.reason : null
  return typeof reason === 'string' ? reason : null
}

/** Private connections, and the addresses of people who have not come yet, are told to admins and whose they are. */
function visibleTo({ target, doc }: { target: string; doc: Doc }): string | null {
  if (target === 'invitation') return idOf(doc.invitedBy)
  return target === 'connection' && doc.visibility === 'private' ? idOf(doc.owner) : null
}

const changedFields = (before: Doc | undefined, after: Doc): string[] =>
  Object.keys(after).filter((name) => !unremarkable.has(name) && JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after[name] ?? null))

const idOf = (relation: unknown): string | null =>
  typeof relation === 'string' ? relation : relation !== null && typeof relation === 'object' ? String((relation as { id: unknown }).id) : null

const labelOf = (doc: Doc): string | null => {
  const label = doc.displayName ?? doc.name ?? doc.email ?? doc.filename ?? doc.provider ?? null
  return typeof label === 'string' ? label : null
}
