import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type PostmasterTrace =
  | { state: 'none' }
  /** The file names a process that is gone: Postgres recovers from this by itself. */
  | { state: 'stale' }
  /** The file names a live process that is something else (pids are reused): Postgres would refuse, so the file must go. */
  | { state: 'foreign' }
  | { state: 'running'; pid: number; port: number }

/** Reads postmaster.pid of a database folder (line 1 pid, line 4 port) and finds out whether it tells the truth. */
export function findPostmaster(pgDir: string): PostmasterTrace {
  const file = join(pgDir, 'postmaster.pid')
  if (!existsSync(file)) return { state: 'none' }
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return { state: 'stale' }
  const command = readCommand(pid)
  if (!/\bpostgres\b/.test(command) || !command.includes(pgDir)) return { state: 'foreign' }
  return { state: 'running', pid, port: Number(lines[3]) }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: there is such a process, it only is not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
}
