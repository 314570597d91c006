import { runtime } from '#src/server/runtime.ts'
import { listIdleConnections } from '#src/server/stores/listIdleConnections.ts'
import type { Job } from './Job.ts'
import { testOneJob } from './testOneJob.ts'

const spreadMs = 3 * 3_600_000
const batchSize = 5_000

/** Once a night: who has not been used or tested for a day is tested, spread over three hours. */
export const testIdleJob: Job = {
  name: 'test-idle',
  cron: '10 1 * * *',
  atOnce: 1,
  deadlineSeconds: 600,
  run: async ({ tools }) => {
    for (let after: string | null = null; !tools.signal.aborted; ) {
      const idle: { id: string; provider: string }[] = await listIdleConnections({ pool: runtime().pool, after, limit: batchSize })
      const startAfter = (): Date => new Date(Date.now() + Math.random() * spreadMs)
      await tools.enqueue({ job: testOneJob.name, items: idle.map(({ id, provider }) => ({ key: id, data: { id }, group: provider, startAfter: startAfter() })) })
      if (idle.length < batchSize) return
      after = idle.at(-1)?.id ?? null
    }
  },
}
