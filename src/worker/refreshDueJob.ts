import { runtime } from '#src/server/runtime.ts'
import { listDueRefreshes } from '#src/server/stores/listDueRefreshes.ts'
import type { Job } from './Job.ts'
import { refreshOneJob } from './refreshOneJob.ts'

const atOnce = 1_000

/** Finds whose token ends soon, and whose grant would end unused. */
export const refreshDueJob: Job = {
  name: 'refresh-due',
  cron: '* * * * *',
  isForStart: true,
  atOnce: 1,
  deadlineSeconds: 60,
  run: async ({ tools }) => {
    const due = await listDueRefreshes({ pool: runtime().pool, limit: atOnce })
    await tools.enqueue({ job: refreshOneJob.name, items: due.map(({ id, provider }) => ({ key: id, data: { id }, group: provider })) })
  },
}
