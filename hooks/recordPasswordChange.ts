import type { CollectionAfterChangeHook, CollectionAfterLoginHook, CollectionBeforeChangeHook, CollectionBeforeOperationHook, PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { isServerItself } from '#src/access/isServerItself.ts'
import { insertAuditEvent } from '#src/server/stores/insertAuditEvent.ts'
import { endResetLink, endSessions } from '#src/server/stores/passwords.ts'
import { readRoles } from '#src/server/stores/readRoles.ts'
import { sqlOf } from '#src/server/stores/sqlOf.ts'
import { traceOf } from '#src/server/stores/traceOf.ts'

type User = { id: string; email?: string; name?: string | null }
type Noted = { isPasswordChanged?: boolean }

/** The password is hashed between the hooks and leaves no trace in what is read back, so that it is noted on the way in. */
export const notePasswordChange: CollectionBeforeChangeHook = ({ data, operation, req }) => {
  const { password } = data as { password?: unknown }
  if (operation === 'update' && typeof password === 'string' && password !== '') (req.context as Noted).isPasswordChanged = true
  return data
}

/** A reset by mail ends in a sign-in and runs no hook of a change. */
export const notePasswordReset: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  if (operation === 'resetPassword') (req.context as Noted).isPasswordChanged = true
  return args
}

export const recordPasswordChange: CollectionAfterChangeHook = async ({ doc, previousDoc, operation, req }) => {
  // Whoever was signed in with the old password, but for the very sign-in that changes one's own.
  const { id, email } = doc as User
  if (operation === 'update' && email !== (previousDoc as Partial<User> | undefined)?.email) await endResetLink({ req, user: id })
  if ((req.context as Noted).isPasswordChanged === true) await endSessions({ req, user: id, except: req.user?.id === id ? ((req.user as { _sid?: string })._sid ?? null) : null })
  await record({ req, user: doc as User })
  return doc
}

export const recordPasswordReset: CollectionAfterLoginHook = async ({ req, user }) => {
  await record({ req, user: user as unknown as User })
}

/** One event for each account of that person, where its owners read it; one of no account for somebody who is in none. */
async function record({ req, user }: { req: PayloadRequest; user: User }): Promise<void> {
  const noted = req.context as Noted
  if (noted.isPasswordChanged !== true) return
  delete noted.isPasswordChanged
  const accounts = [...(await readRoles({ req, user: user.id })).keys()]
  const actor = isServerItself(req) ? { kind: 'system' as const } : await actorOf(req)
  for (const account of accounts.length === 0 ? [null] : accounts) {
    const query = insertAuditEvent({
      account,
      action: 'user.password_changed',
      actor,
      targetType: 'user',
      targetId: user.id,
      targetLabel: user.name || user.email || null,
      provider: null,
      outcome: 'done',
      code: null,
      changed: ['password'],
      ...traceOf(req),
      visibleTo: null,
    })
    await sqlOf({ req, query })
  }
}
