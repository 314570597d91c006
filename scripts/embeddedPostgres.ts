import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { PatchbayError } from '#src/engine/errors.ts'
import { findFreePort } from './findFreePort.ts'
import { findPostmaster, isAlive } from './postgres/findPostmaster.ts'
import { launchPostmaster, type Postmaster } from './postgres/launchPostmaster.ts'
import { makeDatabaseFolder } from './postgres/makeDatabaseFolder.ts'
import { placePostgres, type PostgresPlace } from './postgres/placePostgres.ts'
import { writeFileAtomic } from './writeFileAtomic.ts'

export type EmbeddedPostgres = {
  /** Of the database `patchbay`, with the password; also in `<dataDir>/database-url` (0600). */
  url: string
  port: number
  /** Of the postmaster. */
  pid: number
  /** True when another process started it: stop() then leaves it running. */
  isShared: boolean
  /** Resolves with the reason when Postgres ends, whoever ended it. */
  ended: Promise<string>
  stop(): Promise<void>
}

type Options = {
  dataDir: string
  onProgress?: (sentence: string) => void
  /** Server settings (`-c name=value`) beyond ours, e.g. `{ fsync: 'off' }` for throw-away tests. */
  settings?: Record<string, string>
}

const giveUpAfterMs = 60_000

/**
 * Starts the Postgres that came as an npm package, on 127.0.0.1 and a port that stays the same from start to start
 * while it is free. Needs nothing installed, works as root and as an ordinary user, and ends when this process ends,
 * however it ends. A Postgres that already runs on the folder is used as it is.
 * @throws PatchbayError `database_unavailable`, with a sentence and a cure.
 */
export async function startEmbeddedPostgres({ dataDir, onProgress = () => {}, settings = {} }: Options): Promise<EmbeddedPostgres> {
  const place = placePostgres({ dataDir })
  const password = keepPassword(place)
  if (!existsSync(join(place.baseDir, 'pg/PG_VERSION'))) onProgress(`Making a Postgres database in ${place.baseDir}`)
  const pgDir = await makeDatabaseFolder({ place, password })

  const urlOf = (port: number, database: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
  const started = await launchOrJoin({ place, pgDir, settings, password, onProgress })
  await createDatabaseOnce(urlOf(started.port, 'postgres'))
  const url = urlOf(started.port, 'patchbay')
  writeFileAtomic({ path: join(place.dataDir, 'database-url'), text: `${url}\n`, mode: 0o600 })
  return { url, ...started }
}

type Start = { place: PostgresPlace; pgDir: string; settings: Record<string, string>; password: string; onProgress(sentence: string): void }
type Running = Pick<EmbeddedPostgres, 'port' | 'pid' | 'isShared' | 'ended' | 'stop'>

async function launchOrJoin({ place, pgDir, settings, password, onProgress }: Start): Promise<Running> {
  const giveUpAt = Date.now() + giveUpAfterMs
  let port = readLastPort(place.dataDir) ?? (await findFreePort())
  let hasSaidWaiting = false
  while (Date.now() < giveUpAt) {
    const trace = findPostmaster(pgDir)
    // Safe: the process of that number is alive and is not a Postgres of this folder, so nobody holds the folder.
    if (trace.state === 'foreign') rmSync(join(pgDir, 'postmaster.pid'), { force: true })
    if (trace.state === 'running') {
      const joined = await joinRunning({ trace, password })
      if (joined) return joined
      if (!hasSaidWaiting) onProgress('Waiting for the Postgres of an earlier start to end')
      hasSaidWaiting = true
      await wait(100)
      continue
    }
    const result = await launchPostmaster({ place, pgDir, port, settings })
    if (result.outcome === 'ready') return { ...ownership(result.postmaster), port }
    if (result.outcome === 'port_taken') port = await findFreePort()
    if (result.outcome === 'folder_in_use') await wait(100)
    if (result.outcome === 'failed') throw unavailable(`The embedded Postgres did not start: ${result.reason}`)
  }
  throw unavailable(`Another Postgres holds ${pgDir} and neither answers nor ends.`)
}

const unavailable = (message: string): PatchbayError =>
  new PatchbayError('database_unavailable', { message, hint: 'Set PATCHBAY_DATA_DIR to another folder, or DATABASE_URL to a Postgres of your own.' })

const ownership = (postmaster: Postmaster): Omit<Running, 'port'> => ({ ...postmaster, isShared: false })

/** Null when it does not take connections (starting, stopping): look again. */
async function joinRunning({ trace, password }: { trace: { pid: number; port: number }; password: string }): Promise<Running | null> {
  const url = `postgres://postgres:${password}@127.0.0.1:${trace.port}/postgres`
  // Twice: one whose owner was just killed still answers for some milliseconds before it begins to stop.
  for (let round = 0; round < 2; round++) {
    if (round > 0) await wait(250)
    if (!(await canConnect(url))) return null
  }
  return { pid: trace.pid, port: trace.port, isShared: true, ended: waitForEnd(trace.pid), stop: async () => {} }
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Not our child, so no exit event: asks once a second, without keeping this process alive for it. */
async function waitForEnd(pid: number): Promise<string> {
  while (isAlive(pid)) await wait(1000, undefined, { ref: false })
  return 'stopped by the process that had started it'
}

async function createDatabaseOnce(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'patchbay'")
    if (rowCount === 0) await client.query('create database patchbay')
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === '42P04' || code === '23505') return // Another start created it between our two statements.
    const hint = code === '28P01' ? 'The file postgres-password in the data folder is not the one this database was made with: put it back.' : undefined
    throw new PatchbayError('database_unavailable', { message: `The embedded Postgres refused us: ${(error as Error).message}`, cause: error, ...(hint ? { hint } : {}) })
  } finally {
    await client.end().catch(() => {})
  }
}

/** Made once; every later start (and any start at the same moment) reads the same file. */
function keepPassword(place: PostgresPlace): string {
  const file = join(place.dataDir, 'postgres-password')
  if (!existsSync(file) && existsSync(join(place.baseDir, 'pg/PG_VERSION'))) {
    throw new PatchbayError('database_unavailable', { message: `There is a database in ${place.baseDir}, but its password file ${file} is gone.`, hint: 'Put the file back (its password is also in database-url), or set PATCHBAY_DATA_DIR to another folder.' })
  }
  try {
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}

function readLastPort(dataDir: string): number | undefined {
  const file = join(dataDir, 'database-url')
  if (!existsSync(file)) return undefined
  const port = Number(URL.parse(readFileSync(file, 'utf8').trim())?.port)
  return port > 0 ? port : undefined
}
