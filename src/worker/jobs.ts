import { foldUsageJob } from './foldUsageJob.ts'
import type { Job } from './Job.ts'
import { refreshDueJob } from './refreshDueJob.ts'
import { refreshOneJob } from './refreshOneJob.ts'
import { sendNoticesJob } from './sendNoticesJob.ts'
import { tellProviderJob } from './tellProviderJob.ts'
import { tellProvidersJob } from './tellProvidersJob.ts'
import { testIdleJob } from './testIdleJob.ts'
import { testOneJob } from './testOneJob.ts'

/** Everything a worker does. */
export const jobs: Job[] = [refreshDueJob, refreshOneJob, sendNoticesJob, tellProvidersJob, tellProviderJob, testIdleJob, testOneJob, foldUsageJob]
