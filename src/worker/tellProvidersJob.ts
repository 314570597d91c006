import { runtime } from '#src/server/runtime.ts'
import { endOverAttempts } from '#src/server/stores/endOverAttempts.ts'
import { listDueRevocations } from '#src/server/stores/revocations.ts'
import { runOnPool } from '#src/server/stores/statement.ts'
import type { Job } from './Job.ts'
import { tellProviderJob } from './tellProviderJob.ts'

const atOnce = 1_000

/** Finds which providers are to be told that a credential is revoked, or that nobody came to use a grant. */
export const tellProvidersJob: Job = {
  name: 'tell-providers',
  cron: '* * * * *',
  isForStart: true,
  atOnce: 1,
  deadlineSeconds: 60,
  run: async ({ tools }) => {
    const { pool } = runtime()
    await runOnPool({ pool, query: endOverAttempts() })
    const due = await listDueRevocations({ pool, limit: atOnce })
    await tools.enqueue({ job: tellProviderJob.name, items: due.map(({ id, provider }) => ({ key: id, data: { id }, group: provider })) })
  },
}
