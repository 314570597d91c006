import { chmodSync, cpSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

type Link = { source: string; target: string }

/** The links that the package's install script makes; npm 12 and --ignore-scripts leave them out. */
const readLinks = (native: string): Link[] => {
  const list = join(native, 'pg-symlinks.json')
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : []
}

export const hasAllLibraryLinks = (native: string): boolean => readLinks(native).every(({ target }) => existsSync(join(dirname(native), target)))

/**
 * Copies the Postgres binaries (about 60 MB) to `<into>/native-<version>` unless they are there, and returns that folder.
 * They find their libraries relative to themselves (RUNPATH $ORIGIN/../lib), so a copy works anywhere.
 */
export function copyNativeFolder({ from, into }: { from: string; into: string }): string {
  const { version } = JSON.parse(readFileSync(join(dirname(from), 'package.json'), 'utf8')) as { version: string }
  const home = join(into, `native-${version}`)
  if (existsSync(home)) return home

  // Under another name first: a copy that was cut short must never be taken for a whole one.
  const draft = `${home}.${process.pid}.draft`
  rmSync(draft, { recursive: true, force: true })
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of readLinks(from)) {
    const place = join(draft, target.replace(/^native\//, ''))
    if (!existsSync(place)) symlinkSync(basename(source), place)
  }
  openToOthers(draft)
  try {
    renameSync(draft, home)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Somebody else finished the same copy first.
    if (!existsSync(home)) throw error
  }
  return home
}

/** The copy is run by another user; what npm wrote may be closed to others (umask 077). Nothing in it is secret. */
function openToOthers(path: string): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644)
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToOthers(join(path, name))
}
