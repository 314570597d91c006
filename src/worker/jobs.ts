import type { Job } from './Job.ts'

/** Everything a worker does. */
export const jobs: Job[] = []
