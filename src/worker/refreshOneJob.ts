import { isPatchbayError } from '#src/engine/errors.ts'
import { refreshConnection } from '#src/server/refreshConnection.ts'
import { runtime } from '#src/server/runtime.ts'
import { postponeRefresh } from '#src/server/stores/postponeRefresh.ts'
import type { Job } from './Job.ts'
import { logLine } from './logLine.ts'

/** A connection that went while it waited its turn. */
const gone = new Set(['not_found', 'connection_disconnected'])

/** Fetches a new token for one connection, before anybody needs it. */
export const refreshOneJob: Job = {
  name: 'refresh-one',
  cron: null,
  atOnce: 4,
  atOnceInGroup: 4,
  deadlineSeconds: 120,
  run: async ({ data }) => {
    const id = String(data.id)
    try {
      const result = await refreshConnection({ connectionId: id, reason: 'expiry' })
      // What was not to be had is due again after its time of rest, which the row knows.
      if (result.outcome === 'error' || result.outcome === 'transient') logLine({ event: 'refresh_failed', connection: id, outcome: result.outcome, code: result.fault.code })
      // Its row no longer says how.
      else if (result.outcome === 'unchanged') await putAside(id)
    } catch (error) {
      if (isPatchbayError(error) && gone.has(error.code)) return
      await putAside(id).catch(() => undefined)
      throw error
    }
  },
}

/** Spread, as every wait is. Whoever uses the connection meanwhile asks for its token all the same. */
const putAside = (id: string): Promise<void> => postponeRefresh({ pool: runtime().pool, id, seconds: 300 * (0.75 + Math.random() / 2) })
