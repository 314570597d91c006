import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { PgBoss } from 'pg-boss'
import { openQueue } from '#src/server/stores/openQueue.ts'
import { forgetWorker, reportWorker } from '#src/server/stores/workers.ts'
import { toPatchbayError } from '#src/server/toPatchbayError.ts'
import type { Job, JobTools } from './Job.ts'
import { logLine } from './logLine.ts'
import { runSafely } from './runSafely.ts'

export type Worker = {
  /** Takes no more jobs, waits for those that run, and goes. */
  stop(): Promise<void>
}

type Settings = { url: string; pool: Pool; jobs: Job[]; reportEveryMs?: number; graceMs?: number }

/** Runs the jobs that are due, beside any number of other workers. Resolves once it takes jobs. */
export async function startWorker({ url, pool, jobs, reportEveryMs = 15_000, graceMs = 12_000 }: Settings): Promise<Worker> {
  const id = randomUUID()
  const queue = openQueue({ url, purpose: 'work', onTrouble: (error) => logLine({ event: 'queue_trouble', code: toPatchbayError(error).code, reason: error instanceof Error ? error.message : 'unknown' }) })
  const ending = new AbortController()
  await queue.start()
  const tools = toolsOf({ queue, signal: ending.signal })
  for (const job of jobs) await serve({ queue, job, tools })
  await forgetSchedules({ queue, jobs })
  for (const { name, isForStart } of jobs) if (isForStart === true) await tools.enqueue({ job: name, items: [{ key: name, data: {} }] })

  const report = (): Promise<void> => reportWorker({ pool, id }).catch((error: unknown) => logLine({ event: 'queue_trouble', code: toPatchbayError(error).code, reason: 'This worker could not say that it lives.' }))
  await report()
  const timer = setInterval(() => void report(), reportEveryMs)
  return {
    stop: async () => {
      clearInterval(timer)
      ending.abort()
      await queue.stop({ graceful: true, timeout: graceMs })
      await forgetWorker({ pool, id }).catch(() => undefined)
    },
  }
}

const toolsOf = ({ queue, signal }: { queue: PgBoss; signal: AbortSignal }): JobTools => ({
  signal,
  enqueue: async ({ job, items }) => {
    if (items.length === 0) return
    await queue.insert(job, items.map(({ key, data, group, startAfter }) => ({ data, singletonKey: key, ...(group === undefined ? {} : { group: { id: group } }), ...(startAfter === undefined ? {} : { startAfter }) })))
  },
})

async function serve({ queue, job, tools }: { queue: PgBoss; job: Job; tools: JobTools }): Promise<void> {
  const { name, cron, atOnce, atOnceInGroup, deadlineSeconds } = job
  // Exclusive: one with a key waits or runs, never two. What fails comes again with the next plan, and not before.
  await queue.createQueue(name, { policy: 'exclusive', notify: true, retryLimit: 1, retryDelay: 5, expireInSeconds: deadlineSeconds, heartbeatSeconds: 10, retentionSeconds: 86_400, deleteAfterSeconds: 86_400 })
  await queue.work(
    name,
    // Fetched by the batch, because a full batch is what makes the queue ask again at once.
    { batchSize: atOnce, localConcurrency: Math.max(2, atOnceInGroup ?? 0), pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5, burstWhenBatchFull: true, perJobResults: true, ...(atOnceInGroup === undefined ? {} : { localGroupConcurrency: atOnceInGroup }) },
    (items) => Promise.all(items.map(({ id, data }) => runSafely({ job, id, data: data as Record<string, unknown>, tools }))),
  )
  if (cron !== null) await queue.schedule(name, cron, {}, { singletonKey: name, missed: 'once' })
}

/** Schedules of jobs that this version no longer has. */
async function forgetSchedules({ queue, jobs }: { queue: PgBoss; jobs: Job[] }): Promise<void> {
  for (const { name } of await queue.getSchedules()) if (!jobs.some((job) => job.name === name && job.cron !== null)) await queue.unschedule(name)
}
