import type { Job } from './Job.ts'
import { sendNoticesJob } from './sendNoticesJob.ts'
import { tellProviderJob } from './tellProviderJob.ts'
import { tellProvidersJob } from './tellProvidersJob.ts'

/** Everything a worker does. */
export const jobs: Job[] = [sendNoticesJob, tellProvidersJob, tellProviderJob]
