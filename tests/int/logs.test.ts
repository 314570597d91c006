import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { logger } from '#src/server/logging.ts'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'

/** What a failed statement leaves in the log: the logger as Payload makes it, the driver's own error. */

type Log = { error(...args: unknown[]): void; child(bindings: object): Log }
/** Payload's own copy of its logger. */
const { pino } = createRequire(createRequire(import.meta.url).resolve('payload'))('pino') as { pino: (options: object, destination: { write(line: string): void }) => Log }

const lines: string[] = []
const log = pino((logger as { options: object }).options, { write: (line) => void lines.push(line) })
beforeEach(() => void lines.splice(0))

const salt = randomBytes(16).toString('hex')
const hash = randomBytes(32).toString('hex')
let database: TestDatabase
let pool: pg.Pool
let failure: Error
beforeAll(async () => {
  database = await createDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 1 })
  failure = await drizzle(pool).execute(sql`insert into "users" ("name", "salt", "hash") values (${'a\u0000b'}, ${salt}, ${hash})`).then(() => expect.fail('It was stored.'), (error: Error) => error)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

describe('a failed statement', () => {
  it('comes from the driver with its values', () => {
    expect(failure.message).toContain(hash)
    expect(failure.message).toContain(salt)
  })

  it.each<[string, (error: Error) => unknown[]]>([
    ['an error alone', (error) => [error]],
    ['an error with a sentence', (error) => [error, 'could not be stored']],
    ['an error under err', (error) => [{ err: error }]],
    ['an error under cause', (error) => [{ msg: 'x', cause: error }]],
    ['its message under msg', (error) => [{ msg: error.message }]],
    ['its message as text', (error) => [error.message]],
    ['its stack as text', (error) => [String(error.stack)]],
    ['an error put into a text', (error) => ['failed: %o', error]],
    ['its message put into a text', (error) => ['failed: %s', error.message]],
    ['its JSON in a text', (error) => [`failed: ${JSON.stringify({ message: error.message })}`]],
    ['an error inside another', (error) => [new Error('outer', { cause: error })]],
    ['an error of many', (error) => [{ err: new AggregateError([error], error.message) }]],
  ])('is logged without statement and values: %s', (_name, argsOf) => {
    for (const one of [log, log.child({ part: 'x' })]) one.error(...argsOf(failure))
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ level: 'error' })
      expect([salt, hash, 'values (', '"salt"'].filter((value) => line.includes(value) || line.includes(JSON.stringify(value).slice(1, -1)))).toEqual([])
    }
  })

  it('keeps what says where to look', () => {
    log.error(failure)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'Failed query: insert into "users" [dropped]', err: { message: expect.stringMatching(/invalid byte sequence/), stack: expect.stringMatching(/^at /) } })
  })
})
