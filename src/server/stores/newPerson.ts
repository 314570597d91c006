import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

/** Whether somebody signs in with that address, whatever its case. */
export async function hasSignIn({ req, email }: { req: PayloadRequest; email: string }): Promise<boolean> {
  return (await sqlOf({ req, query: sql`select 1 from users where lower(email) = lower(${email})` })).length > 0
}

type NewPerson = { req: PayloadRequest; email: string; name: string; password: string }

/** A person of no role yet; that they may be made was decided by the caller. */
export async function makePerson({ req, email, name, password }: NewPerson): Promise<{ id: string; email: string }> {
  const made = await req.payload.create({ collection: 'users', data: { email, name, password, platformRole: 'none' }, overrideAccess: true, depth: 0, req })
  return { id: made.id, email: made.email }
}

/** The rest of the request is that person's doing, for the trail; makes no session. */
export async function signInAs({ req, id }: { req: PayloadRequest; id: string }): Promise<void> {
  const user = await req.payload.findByID({ collection: 'users', id, overrideAccess: true, depth: 0, req })
  req.user = { ...user, collection: 'users' }
}
