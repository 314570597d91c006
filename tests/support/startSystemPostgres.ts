import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findFreePort } from '../../scripts/findFreePort.ts'

const versions = '/usr/lib/postgresql'

/** The folder of a Postgres that this machine has with its own tools for backing up (ours has none), or null. Debian's layout. */
export function findSystemPostgres(): string | null {
  if (!existsSync(versions)) return null
  const found = readdirSync(versions).sort((a, b) => Number(b) - Number(a)).map((version) => join(versions, version, 'bin'))
  return found.find((bin) => ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((tool) => existsSync(join(bin, tool)))) ?? null
}

export type SystemPostgres = { url: string; bin: string; stop(): Promise<void> }

/** A throw-away server of that Postgres, on a free port of 127.0.0.1. */
export async function startSystemPostgres(bin: string): Promise<SystemPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-postgres-'))
  // Postgres does not run as root.
  const runAs = process.getuid?.() === 0 ? readNobody() : undefined
  if (runAs !== undefined) chownSync(folder, runAs.uid, runAs.gid)
  const options = { ...runAs, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv }
  execFileSync(join(bin, 'initdb'), ['-D', join(folder, 'pg'), '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'], { ...options, stdio: 'ignore' })
  const port = await findFreePort()
  const server = spawn(join(bin, 'postgres'), ['-D', join(folder, 'pg'), '-p', String(port), '-k', '', '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'], { ...options, stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => void server.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  for (let tried = 0; !(await answers(url)); tried++) {
    if (tried > 100 || server.exitCode !== null) throw await stop().then(() => new Error(`The Postgres in ${bin} does not start.`))
    await wait(100)
  }
  return { url, bin, stop }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  return client.connect().then(() => true, () => false).finally(() => client.end().catch(() => undefined))
}

function readNobody(): { uid: number; gid: number } {
  const [, , uid, gid] = readFileSync('/etc/passwd', 'utf8').split('\n').find((line) => line.startsWith('nobody:'))?.split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}
