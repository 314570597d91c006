import { AuthenticationError, type DatabaseAdapterObj, type PayloadRequest } from 'payload'
import { lockDocument } from './lockDocument.ts'

type Session = { id: string; createdAt?: unknown; expiresAt: Date | string }
type User = Record<string, unknown> & { hash?: unknown; sessions?: Session[] | null }
type Update = { id?: string; collection: string; data: User; req?: PayloadRequest; returning?: boolean }
type Database = {
  updateOne(update: Update): Promise<unknown>
  findOne(question: { collection: string; where: { id: { equals: string } }; req: PayloadRequest }): Promise<User | null>
}

/**
 * Signing in, out and on again writes the whole user as it was read some time before: a role taken away or a password
 * changed in between would be back. Here only the sessions of that user are taken, into the row as it is by then.
 */
export function writeSessionsOnly<Adapter extends DatabaseAdapterObj>(adapter: Adapter): Adapter {
  const init: DatabaseAdapterObj['init'] = (args) => {
    const database = adapter.init(args)
    const users = database as unknown as Database
    const updateOne = users.updateOne.bind(users)
    users.updateOne = async (update) => {
      const { id, collection, data, req, returning } = update
      if (returning !== false || id === undefined || req === undefined || !Array.isArray(data.sessions)) return updateOne(update)
      await lockDocument({ req, slug: collection, id, isRemoval: false })
      const current = await users.findOne({ collection, where: { id: { equals: id } }, req })
      if (current === null) return null
      // Found right before, and another by now: whoever knows only the old password is not signed in past its end.
      if (data.sessions.some(isNew) && data.hash !== current.hash) throw new AuthenticationError(req.t)
      // `updatedAt` null: a sign-in is no change of the person.
      return updateOne({ ...update, data: { ...current, sessions: mergeSessions({ stored: current.sessions ?? [], written: data.sessions }), updatedAt: null } })
    }
    return database
  }
  return { ...adapter, init }
}

/**
 * Signing in adds one session, going on prolongs one: only that has not been through the database, so its dates are none
 * of text. All others are as stored by then: what was ended meanwhile stays ended, what began meanwhile is kept.
 */
function mergeSessions({ stored, written }: { stored: Session[]; written: Session[] }): Session[] {
  const isStored = ({ id }: Session): boolean => stored.some((one) => one.id === id)
  const fresh = written.filter((one) => one.expiresAt instanceof Date)
  if (fresh.length === 0) return written.filter((one) => isStored(one) && !hasPassed(one))
  const added = fresh.filter((one) => isNew(one) || isStored(one))
  return [...stored.filter((one) => !hasPassed(one) && !fresh.some(({ id }) => id === one.id)), ...added]
}

const isNew = ({ createdAt }: Session): boolean => createdAt instanceof Date
const hasPassed = ({ expiresAt }: Session): boolean => new Date(expiresAt).getTime() <= Date.now()
