import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const path = '/usr/sbin/pgbouncer'

/** Debian's pgbouncer, installed where this runs as root and may; otherwise why there is none. */
export function findPgbouncer(): { path: string } | { missing: string } {
  if (existsSync(path)) return { path }
  if (process.getuid?.() !== 0) return { missing: 'pgbouncer is not installed, and only root could install it' }
  if (!existsSync('/usr/bin/apt-get')) return { missing: 'pgbouncer is not installed, and this is no Debian' }
  const run = (...args: string[]): void => void execFileSync('apt-get', args, { stdio: 'ignore', timeout: 120_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  try {
    run('update')
    run('install', '-y', '--no-install-recommends', 'pgbouncer')
  } catch {
    return { missing: 'pgbouncer is not installed, and apt-get could not fetch it' }
  }
  return existsSync(path) ? { path } : { missing: 'pgbouncer was installed and is not where Debian puts it' }
}
