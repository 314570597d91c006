import { runtime } from '#src/server/runtime.ts'
import { sendNotices } from '#src/server/sendNotices.ts'
import type { Job } from './Job.ts'
import { logLine } from './logLine.ts'

/** Tells people what needs a hand. */
export const sendNoticesJob: Job = {
  name: 'send-notices',
  cron: '*/5 * * * *',
  atOnce: 1,
  deadlineSeconds: 600,
  run: async ({ tools }) => {
    const { sent, failed } = await sendNotices({ pool: runtime().pool, signal: tools.signal })
    if (sent + failed > 0) logLine({ event: 'notices_sent', sent, failed })
  },
}
