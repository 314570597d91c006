import { createLocalReq, type Payload, type PayloadRequest } from 'payload'
import { hashToken } from '#src/engine/apiToken.ts'
import type { User } from '#src/payload-types.ts'
import { sql, sqlOf } from './sqlOf.ts'

/** `language`: of the mails they get, where they chose one. */
export type Person = { id: string; email: string; language: User['language'] }

const lifetimeMs = 60 * 60_000

/**
 * A token to set a new password with, for one hour, or null when nobody has that address. Payload would store it as it
 * is; here the row keeps its hash, so that a read of the database signs nobody in.
 */
export async function makeResetToken({ req, email }: { req: PayloadRequest; email: string }): Promise<{ person: Person; token: string } | null> {
  const token = await req.payload.forgotPassword({ collection: 'users', data: { email }, disableEmail: true, expiration: lifetimeMs, req })
  if (!token) return null
  const [person] = await sqlOf<Person>({ req, query: sql`update users set reset_password_token = ${hashToken(token)} where reset_password_token = ${token} returning id, email, language` })
  return person === undefined ? null : { person, token }
}

/** Whose unexpired link it is, held for the transaction: of two uses at once the second waits, and finds it used. */
export async function findByResetToken({ req, token }: { req: PayloadRequest; token: string }): Promise<Person | null> {
  const [person] = await sqlOf<Person>({ req, query: sql`select id, email, language from users where reset_password_token = ${hashToken(token)} and reset_password_expiration > now() for update` })
  return person ?? null
}

/** Sets the password by Payload's own operation, which needs the token; signs nobody in, and ends what was signed in. */
export async function useResetToken({ req, person, token, password }: { req: PayloadRequest; person: Person; token: string; password: string }): Promise<void> {
  await req.payload.resetPassword({ collection: 'users', data: { token: hashToken(token), password }, overrideAccess: true, req })
  await endSessions({ req, user: person.id, except: null })
}

/**
 * Ends every sign-in of somebody but one, the short tokens that act for them, a link to set a password that is still out,
 * and ways to a consent page that were begun: whoever comes back from one acts in their name without a session.
 */
export async function endSessions({ req, user, except }: { req: PayloadRequest; user: string; except: string | null }): Promise<void> {
  await endResetLink({ req, user })
  await sqlOf({ req, query: sql`delete from users_sessions where _parent_id = ${user}::uuid and id is distinct from ${except}` })
  await sqlOf({ req, query: sql`delete from api_tokens where acts_for = ${user}` })
  await sqlOf({ req, query: sql`delete from patchbay.oauth_attempts where person = ${user}::uuid and held is null` })
}

/** A link that was sent to a mailbox which is no longer theirs, or before they set another password, must not be good for one more. */
export async function endResetLink({ req, user }: { req: PayloadRequest; user: string }): Promise<void> {
  await sqlOf({ req, query: sql`update users set reset_password_token = null, reset_password_expiration = null where id = ${user}::uuid` })
}

/** Whether this is that person's password. Payload tells only by signing in, so that the session it makes ends at once. */
export async function isPasswordOf({ payload, person, password }: { payload: Payload; person: Pick<Person, 'email'>; password: string }): Promise<boolean> {
  // Payload takes it for a form that is not filled in, and names another field.
  if (password.trim() === '') return false
  const req = await createLocalReq({}, payload)
  try {
    const { token } = await payload.login({ collection: 'users', data: { email: person.email, password }, overrideAccess: true, req })
    const session = (JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()) as { sid?: string }).sid
    await sqlOf({ req: { payload }, query: sql`delete from users_sessions where id = ${session ?? ''}` })
    return true
  } catch (error) {
    if ((error as { name?: string }).name === 'AuthenticationError') return false
    throw error
  }
}

export async function saveSignIn({ req, user, data }: { req: PayloadRequest; user: string; data: { password: string } | { email: string } }): Promise<void> {
  await req.payload.update({ collection: 'users', id: user, data, overrideAccess: true, depth: 0, req })
}
