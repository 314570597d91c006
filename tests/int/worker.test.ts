import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Job, JobTools } from '#src/worker/Job.ts'
import { startWorker, type Worker } from '#src/worker/startWorker.ts'
import { createDatabase, type TestDatabase } from '#tests/support/createDatabase.ts'

/** The queue and the processes that serve it. */

let database: TestDatabase
let pool: pg.Pool
const workers: Worker[] = []

beforeAll(async () => {
  database = await createDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 4 })
  pool.on('error', () => undefined)
})
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  await pool?.end()
  await database?.drop()
})

async function start(...jobs: Job[]): Promise<Worker> {
  const worker = await startWorker({ url: database.url, pool, jobs })
  workers.push(worker)
  return worker
}
const job = (rest: Partial<Job> & Pick<Job, 'name' | 'run'>): Job => ({ cron: null, atOnce: 4, deadlineSeconds: 60, ...rest })
const rows = async <Row = Record<string, any>>(text: string, values: unknown[] = []): Promise<Row[]> => (await pool.query(text, values)).rows
const count = async (table: string): Promise<number> => (await rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? -1

describe('two workers', () => {
  it('share what is to be done, each item once, and never more of a group at the same time than it may', async () => {
    const done: string[] = []
    const running = new Map<JobTools, number>()
    let most = 0
    const { promise: whenPlanned, resolve: begin } = Promise.withResolvers<void>()
    const items = Array.from({ length: 12 }, (_, index) => ({ key: `item-${index}`, data: { index }, group: 'one-provider' }))
    const share = job({
      name: 'share',
      atOnceInGroup: 2,
      run: async ({ data, tools }) => {
        running.set(tools, (running.get(tools) ?? 0) + 1)
        most = Math.max(most, running.get(tools) ?? 0)
        await whenPlanned
        await new Promise((resolve) => setTimeout(resolve, 30))
        done.push(String(data.index))
        running.set(tools, (running.get(tools) ?? 0) - 1)
      },
    })
    // Planned twice at once, as by two schedulers that disagree.
    const plan = job({ name: 'plan', isForStart: true, run: ({ tools }) => tools.enqueue({ job: 'share', items: [...items, ...items] }) })
    await Promise.all([start(share, plan), start(share, plan)])
    // Nothing is done before all is planned: what is planned after it was done is done anew, and rightly.
    await vi.waitFor(async () => expect(await rows(`select distinct state from pgboss.job where name = 'plan'`)).toEqual([{ state: 'completed' }]), { timeout: 30_000 })
    begin()
    await vi.waitFor(() => expect(done.length).toBeGreaterThanOrEqual(12), { timeout: 30_000 })
    expect([done.toSorted(), most]).toEqual([items.map((item) => String(item.data.index)).toSorted(), 2])
  })

  it('keep of a fault its code, and nothing of what it quotes', async () => {
    const secret = ['sk', 'live', randomBytes(12).toString('hex')].join('_')
    const lines: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
    let tries = 0
    await start(job({ name: 'fails', isForStart: true, run: async () => {
      tries += 1
      throw new Error(`the provider said ${secret}`)
    } }))
    await vi.waitFor(async () => expect(await rows(`select state, output from pgboss.job where name = 'fails'`)).toMatchObject([{ state: 'failed', output: { code: 'internal' } }]), { timeout: 30_000 })
    log.mockRestore()
    expect([tries, lines.some((line) => line.includes('job_failed'))]).toEqual([2, true])
    expect(`${JSON.stringify(await rows('select * from pgboss.job'))}${lines.join('\n')}`).not.toContain(secret)
  })

  it('forget the schedules of jobs that are no more', async () => {
    const timed = job({ name: 'timed', cron: '0 5 * * *', run: async () => undefined })
    await (await start(timed)).stop()
    expect(await rows('select name, cron from pgboss.schedule')).toEqual([{ name: 'timed', cron: '0 5 * * *' }])
    await (await start(job({ name: 'other', cron: '0 6 * * *', run: async () => undefined }))).stop()
    expect(await rows('select name from pgboss.schedule')).toEqual([{ name: 'other' }])
  })
})

describe('the process', () => {
  const env = () => ({ ...process.env, NODE_ENV: 'test' as const, DATABASE_URL: database.url, PAYLOAD_SECRET: randomBytes(32).toString('hex'), PATCHBAY_ENCRYPTION_KEY: key })
  const key = randomBytes(32).toString('base64')
  const spawnWorker = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/worker/worker.ts')], { env: env(), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    await once(child, 'message')
    return child
  }

  it('says that it lives, and at its end that it is gone', async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()))
    expect(await count('patchbay.workers')).toBe(0)
    const child = await spawnWorker()
    expect(await count('patchbay.workers')).toBe(1)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await count('patchbay.workers')).toBe(0)
  })

  it('ends when the process that started it is gone', async () => {
    const child = await spawnWorker()
    child.disconnect()
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('is missed when it was killed, until another one lives', async () => {
    const child = await spawnWorker()
    child.kill('SIGKILL')
    await once(child, 'exit')
    const { isQueueServed } = await import('#src/server/stores/workers.ts')
    expect(await isQueueServed({ pool })).toBe(true)
    await pool.query(`update patchbay.workers set seen_at = now() - interval '61 seconds'`)
    expect(await isQueueServed({ pool })).toBe(false)
    const { reportWorker } = await import('#src/server/stores/workers.ts')
    await reportWorker({ pool, id: randomUUID() })
    expect(await isQueueServed({ pool })).toBe(true)
  })
})
