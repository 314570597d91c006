import { runtime } from '#src/server/runtime.ts'
import { foldUsage } from '#src/server/stores/foldUsage.ts'
import { forgetOldUsage } from '#src/server/stores/forgetOldUsage.ts'
import type { Job } from './Job.ts'

/** Once a night: usage is kept by the hour for 35 days, by the day for 400, and then no more. */
export const foldUsageJob: Job = {
  name: 'fold-usage',
  cron: '40 2 * * *',
  atOnce: 1,
  deadlineSeconds: 600,
  run: async ({ tools }) => {
    const { pool } = runtime()
    await forgetOldUsage({ pool })
    while (!tools.signal.aborted && (await foldUsage({ pool })));
  },
}
