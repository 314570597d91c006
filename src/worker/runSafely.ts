import type { JobResult } from 'pg-boss'
import { isPatchbayError } from '#src/engine/errors.ts'
import { toPatchbayError } from '#src/server/toPatchbayError.ts'
import type { Job, JobTools } from './Job.ts'
import { logLine } from './logLine.ts'

/**
 * Runs a job. A fault is logged, and reaches the queue as its code alone: the queue stores what it is told for a day, and
 * messages of drivers and providers may quote what they were given.
 */
export async function runSafely({ job, id, data, tools }: { job: Job; id: string; data: Record<string, unknown>; tools: JobTools }): Promise<JobResult> {
  try {
    await job.run({ data, tools })
    return { id, status: 'completed' }
  } catch (error) {
    const { code, message } = toPatchbayError(error)
    logLine({ event: 'job_failed', job: job.name, code, reason: isPatchbayError(error) || !(error instanceof Error) ? message : error.message })
    return { id, status: 'failed', output: { code } }
  }
}
