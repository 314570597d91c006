import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { postgresEnv, type PostgresPlace } from './placePostgres.ts'

/**
 * Runs Postgres and ends it when the pipe on its input closes: on stop(), and also when this process is killed with
 * SIGKILL, where no handler of ours could run. INT is Postgres' fast shutdown (connections are cut, nothing is lost).
 * The loop at the end waits again when a signal ended `wait` early.
 */
const watchdog =
  'exec 3<&0 </dev/null; "$@" & pg=$!; trap "" INT; trap "kill -INT $pg 2>/dev/null" TERM; ' +
  '( cat <&3 >/dev/null; kill -INT $pg 2>/dev/null ) & w=$!; exec 3<&-; wait $pg; rc=$?; ' +
  'while kill -0 $pg 2>/dev/null; do wait $pg; rc=$?; done; kill $w 2>/dev/null; exit $rc'

export type Postmaster = { pid: number; stop(): Promise<void>; ended: Promise<string> }

export type LaunchResult =
  | { outcome: 'ready'; postmaster: Postmaster }
  | { outcome: 'port_taken' }
  /** Another Postgres holds this folder, or one that was killed still has its memory. */
  | { outcome: 'folder_in_use' }
  | { outcome: 'failed'; reason: string }

type Launch = { place: PostgresPlace; pgDir: string; port: number; settings: Record<string, string> }

export async function launchPostmaster({ place, pgDir, port, settings }: Launch): Promise<LaunchResult> {
  const options = Object.entries({
    listen_addresses: '127.0.0.1',
    // No socket and so no lock file in /tmp, where another user could be in the way.
    unix_socket_directories: '',
    // LOG and worse, so that failing statements are not printed: they may carry values. Their sender gets the error.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

  const child = spawn('/bin/sh', ['-c', watchdog, 'pg', join(place.nativeDir, 'bin/postgres'), '-D', pgDir, '-p', String(port), ...options], {
    ...place.runAs,
    cwd: '/',
    env: postgresEnv,
    // A process group of its own: Ctrl-C in the terminal must not reach Postgres before the servers that use it.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  // Both pipes break when the other side ends first; 'exit' tells that already.
  child.stdin!.on('error', () => {})

  const lastLines: string[] = []
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  const isReady = await new Promise<boolean>((resolve) => {
    void ended.then(() => resolve(false))
    child.stderr!.on('data', (chunk: Buffer) => {
      const text = chunk.toString()
      lastLines.push(...text.split('\n').filter((line) => line !== ''))
      lastLines.splice(0, lastLines.length - 20)
      if (text.includes('ready to accept connections')) resolve(true)
    })
  })
  if (isReady) return { outcome: 'ready', postmaster: toPostmaster({ child, pgDir, ended, lastLines }) }

  const output = lastLines.join('\n')
  if (/could not bind .*Address already in use/s.test(output)) return { outcome: 'port_taken' }
  if (/lock file .* already exists|pre-existing shared memory block/s.test(output)) return { outcome: 'folder_in_use' }
  return { outcome: 'failed', reason: lastLines.filter((line) => /FATAL|could not|PANIC|error/i.test(line)).slice(-2).join(' ') || output || `it ended with ${await ended}` }
}

type Started = { child: ChildProcess; pgDir: string; ended: Promise<string>; lastLines: string[] }

function toPostmaster({ child, pgDir, ended, lastLines }: Started): Postmaster {
  // The child is the shell; Postgres itself is named in its own file.
  const pid = Number(readFileSync(join(pgDir, 'postmaster.pid'), 'utf8').split('\n')[0])
  return {
    pid,
    ended: ended.then((how) => [how, ...lastLines.filter((line) => /FATAL|PANIC|ERROR/.test(line)).slice(-2)].join(': ')),
    async stop() {
      child.stdin!.end()
      const slow = setTimeout(() => {
        // A fast shutdown waits for its last checkpoint only; beyond this the disk is stuck. Recovery then happens at the next start.
        try {
          process.kill(pid, 'SIGQUIT')
        } catch {
          // Gone in the meantime: what we wanted.
        }
      }, 20_000)
      await ended
      clearTimeout(slow)
    },
  }
}
