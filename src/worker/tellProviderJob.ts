import { tellProvider } from '#src/server/tellProvider.ts'
import type { Job } from './Job.ts'

const timeoutMs = 20_000

/** Has one provider revoke one credential. */
export const tellProviderJob: Job = {
  name: 'tell-provider',
  cron: null,
  atOnce: 4,
  atOnceInGroup: 2,
  deadlineSeconds: 60,
  run: async ({ data }) => {
    await tellProvider({ id: String(data.id), timeoutMs })
  },
}
