import { randomUUID } from 'node:crypto'
import { sql } from '@payloadcms/db-postgres'
import type { DatabaseAdapterObj } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { applyOwnChanges, notedChanges } from '#src/server/changes/ownChanges.ts'

type Transaction = { execute(query: unknown): Promise<{ rows: unknown[] }> }
type Session = { db: Transaction; resolve(): Promise<void>; reject(): Promise<void> }
type Postgres = {
  initializing: Promise<void>
  drizzle: { transaction(work: (transaction: Transaction) => Promise<void>, options?: unknown): Promise<void> }
  transactionOptions?: unknown
  sessions: Record<string, Session>
  beginTransaction(options?: unknown): Promise<string>
  commitTransaction(id: string | Promise<string>): Promise<void>
}

/**
 * Payload's Postgres adapter drops what a COMMIT answers, so a change that the database refused to keep would be
 * reported as saved. Here a failed commit rejects, also one that Postgres turned into a rollback because a statement
 * before it had failed and somebody caught its error. What was committed is forgotten by this process's own memory
 * before anybody hears that it is done.
 */
export function commitHonestly<Adapter extends DatabaseAdapterObj>(adapter: Adapter): Adapter {
  const init: DatabaseAdapterObj['init'] = (args) => {
    const database = adapter.init(args)
    const postgres = database as unknown as Postgres
    postgres.beginTransaction = (options) => begin({ postgres, options })
    postgres.commitTransaction = async (incoming = '') => {
      const id = await incoming
      const session = postgres.sessions[id]
      // Rolled back already, by whichever operation of the request failed first.
      if (session === undefined) return
      delete postgres.sessions[id]
      await session.resolve()
    }
    return database
  }
  return { ...adapter, init }
}

/** @throws PatchbayError `database_unavailable` */
async function begin({ postgres, options }: { postgres: Postgres; options: unknown }): Promise<string> {
  await postgres.initializing
  const began = Promise.withResolvers<Transaction>()
  const ended = Promise.withResolvers<void>()
  let noted: { rows: unknown[] } | 'unknown' = 'unknown'
  const done = postgres.drizzle.transaction(async (transaction) => {
    began.resolve(transaction)
    await ended.promise
    // Fails in a transaction that is aborted, where COMMIT itself would quietly roll back.
    noted = await transaction.execute(sql.raw(notedChanges))
  }, options ?? postgres.transactionOptions)
  done.catch(began.reject)
  const transaction = await began.promise.catch((cause: unknown) => {
    throw new PatchbayError('database_unavailable', { cause })
  })
  const id = randomUUID()
  postgres.sessions[id] = {
    db: transaction,
    resolve: () => {
      ended.resolve()
      return done.then(
        () => applyOwnChanges(noted),
        (cause: unknown) => {
          applyOwnChanges('unknown')
          throw new PatchbayError('database_unavailable', { message: 'The database did not confirm that the change was saved.', cause })
        },
      )
    },
    reject: () => {
      ended.reject(new Error('rolled back'))
      return done.catch(() => undefined)
    },
  }
  return id
}
