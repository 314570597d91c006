import { testIdleConnection } from '#src/server/testIdleConnection.ts'
import type { Job } from './Job.ts'

/** Tests one connection that nobody has used, so that its owner hears of a refusal before it matters. */
export const testOneJob: Job = {
  name: 'test-one',
  cron: null,
  atOnce: 4,
  atOnceInGroup: 1,
  deadlineSeconds: 90,
  run: ({ data }) => testIdleConnection({ id: String(data.id) }),
}
