import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../scripts/embeddedPostgres.ts'
import { isAlive } from '../../scripts/postgres/findPostmaster.ts'

describe('startEmbeddedPostgres', () => {
  let dataDir: string
  let running: EmbeddedPostgres[]
  const children: ChildProcess[] = []
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'patchbay-pg-'))
    running = []
  })
  afterEach(async () => {
    await Promise.all(running.map((one) => one.stop()))
    for (const child of children.splice(0)) child.kill('SIGKILL')
    await vi.waitFor(() => expect(existsSync(join(dataDir, 'pg/postmaster.pid'))).toBe(false), { timeout: 10_000 })
    rmSync(dataDir, { recursive: true, force: true })
  })

  const start = async (): Promise<EmbeddedPostgres> => {
    const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })
    running.push(postgres)
    return postgres
  }
  const query = async (url: string, text: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }
  /** Starts it in a process of its own, so that this can be killed. */
  async function startElsewhere(): Promise<{ child: ChildProcess; pid: number }> {
    const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('../../scripts/embeddedPostgres.ts', import.meta.url).href)});
      const { pid } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} }); console.log(pid); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'], cwd: join(import.meta.dirname, '../..') })
    children.push(child)
    const [chunk] = (await once(child.stdout!, 'data')) as [Buffer]
    return { child, pid: Number(chunk.toString()) }
  }

  it('keeps data, password and port from start to start, and its files to itself', async () => {
    const first = await start()
    await query(first.url, 'create table kept as select 41 + 1 as answer')
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)

    const second = await start()
    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
    expect(readFileSync(join(dataDir, 'database-url'), 'utf8').trim()).toBe(second.url)
    for (const name of ['database-url', 'postgres-password']) expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600)
    await expect(query(second.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toThrow('password authentication failed')
  })

  it('serves what it held from a copy of its folder, made while it was stopped', async () => {
    const first = await start()
    await query(first.url, 'create table kept as select 41 + 1 as answer')
    await first.stop()
    const original = dataDir
    dataDir = `${original}-copy`
    execFileSync('cp', ['-a', original, dataDir])
    rmSync(original, { recursive: true })
    expect(await query((await start()).url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  it('ends with a parent that is killed, and starts again at once', async () => {
    const { child, pid } = await startElsewhere()
    child.kill('SIGKILL')
    const next = await start()
    expect(next.isShared).toBe(false)
    expect(next.pid).not.toBe(pid)
    expect(isAlive(pid)).toBe(false)
  })

  it('joins one that runs already, and leaves it running', async () => {
    const { pid } = await startElsewhere()
    const joined = await startEmbeddedPostgres({ dataDir })
    expect(joined).toMatchObject({ pid, isShared: true })
    await joined.stop()
    expect(await query(joined.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('recovers from a crash of Postgres itself and from a pid file that names another process', async () => {
    const first = await start()
    process.kill(first.pid, 'SIGKILL')
    expect(await first.ended).toMatch(/137|SIGKILL/)
    const stale = readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8')
    writeFileSync(join(dataDir, 'pg/postmaster.pid'), stale.replace(/^\d+/, String(process.pid)))
    expect((await start()).isShared).toBe(false)
  })

  it('takes another port when its own is taken, and mends the mode of an unpacked backup', async () => {
    const first = await start()
    await first.stop()
    const blocker = createServer().listen(first.port, '127.0.0.1')
    await once(blocker, 'listening')
    chmodSync(join(dataDir, 'pg'), 0o755)
    const second = await start()
    expect(second.port).not.toBe(first.port)
    blocker.close()
  })

  it('is started once when two start at the same moment', async () => {
    const both = await Promise.all([start(), start()])
    expect(both[0].pid).toBe(both[1].pid)
    expect(both.map(({ isShared }) => isShared).sort()).toEqual([false, true])
  })

  it('names PATCHBAY_DATA_DIR when the folder cannot be written', async () => {
    writeFileSync(join(dataDir, 'a-file'), '')
    await expect(startEmbeddedPostgres({ dataDir: join(dataDir, 'a-file/below') })).rejects.toThrow(/^PATCHBAY_DATA_DIR: the folder .* cannot be written/)
  })

  it('refuses a database whose password file is gone', async () => {
    await (await start()).stop()
    rmSync(join(dataDir, 'postgres-password'))
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('its password file')
  })
})
