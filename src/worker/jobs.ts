import type { Job } from './Job.ts'
import { sendNoticesJob } from './sendNoticesJob.ts'

/** Everything a worker does. */
export const jobs: Job[] = [sendNoticesJob]
