import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PatchbayError } from '#src/engine/errors.ts'
import { postgresEnv, type PostgresPlace } from './placePostgres.ts'

/**
 * Makes `<baseDir>/pg` with initdb unless it is there, and returns its path. Built under another name and renamed, so
 * that an initdb that was killed half-way is started again instead of being taken for a database.
 */
export async function makeDatabaseFolder({ place, password }: { place: PostgresPlace; password: string }): Promise<string> {
  const pgDir = join(place.baseDir, 'pg')
  if (existsSync(join(pgDir, 'PG_VERSION'))) {
    refuseOtherMajor({ pgDir, place })
    // Postgres refuses a folder that others may enter; an unpacked backup often is one.
    if ((statSync(pgDir).mode & 0o027) !== 0) chmodSync(pgDir, 0o700)
    return pgDir
  }

  clearOldDrafts(place.baseDir)
  const draft = join(place.baseDir, `pg-${randomBytes(6).toString('hex')}.draft`)
  mkdirSync(draft, { mode: 0o700 })
  const passwordFile = join(draft, 'password')
  // initdb wants an empty folder, so the database goes one deeper, beside the password it reads.
  const inner = join(draft, 'pg')
  mkdirSync(inner, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
  if (place.runAs) for (const path of [draft, inner, passwordFile]) chownSync(path, place.runAs.uid, place.runAs.gid)
  try {
    await runInitdb({ place, inner, passwordFile })
    renameSync(inner, pgDir)
  } catch (error) {
    // Another start of the same folder got there first (it reads the same password file): use its work.
    if (!existsSync(join(pgDir, 'PG_VERSION'))) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return pgDir
}

async function runInitdb({ place, inner, passwordFile }: { place: PostgresPlace; inner: string; passwordFile: string }): Promise<void> {
  const child = spawn(
    join(place.nativeDir, 'bin/initdb'),
    // The builtin locale sorts the same on every machine; the system's C.UTF-8 is missing on some.
    ['-D', inner, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync'],
    { ...place.runAs, cwd: '/', env: postgresEnv, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  const [code] = (await Promise.race([once(child, 'close'), failed]).catch((cause: NodeJS.ErrnoException) => {
    const isMusl = cause.code === 'ENOENT'
    throw new PatchbayError('database_unavailable', {
      message: `The embedded Postgres cannot be run here (${cause.code ?? cause.message}).`,
      hint: isMusl ? 'It needs glibc (not Alpine). Set DATABASE_URL to a Postgres of your own.' : 'Set DATABASE_URL to a Postgres of your own.',
      cause,
    })
  })) as [number | null]
  if (code === 0) return
  const reason = output.trim().split('\n').filter((line) => /error|could not|fatal|denied/i.test(line)).slice(0, 2).join(' ')
  throw new PatchbayError('database_unavailable', {
    message: `The embedded Postgres could not make its database folder in ${place.baseDir}: ${reason || `initdb ended with ${code}`}`,
    hint: 'Set PATCHBAY_DATA_DIR to another folder, or DATABASE_URL to a Postgres of your own.',
  })
}

/** Only those whose maker is surely gone: older than an hour. */
function clearOldDrafts(baseDir: string): void {
  for (const name of readdirSync(baseDir)) {
    const path = join(baseDir, name)
    if (/^pg-[0-9a-f]{12}\.draft$/.test(name) && Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true })
  }
}

function refuseOtherMajor({ pgDir, place }: { pgDir: string; place: PostgresPlace }): void {
  const found = readFileSync(join(pgDir, 'PG_VERSION'), 'utf8').trim()
  const shipped = readShippedMajor(place.nativeDir)
  if (shipped === undefined || found === shipped) return
  throw new PatchbayError('database_unavailable', {
    message: `The database in ${pgDir} was made by Postgres ${found}, and Patchbay now brings Postgres ${shipped}.`,
    hint: 'Go back to the previous version of Patchbay, dump the database, and load it into a fresh PATCHBAY_DATA_DIR.',
  })
}

/** postgres.bki starts with `# PostgreSQL 18`. */
const readShippedMajor = (nativeDir: string): string | undefined => {
  for (const file of ['share/postgresql/postgres.bki', 'share/postgres.bki']) {
    const path = join(nativeDir, file)
    if (existsSync(path)) return /^# PostgreSQL (\d+)/.exec(readFileSync(path, 'utf8').slice(0, 100))?.[1]
  }
  return undefined
}
