import type { RequestListener, Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { drainServer } from './drainServer.ts'

/** How a process that serves comes to its end without dropping anybody. */
export type Drain = {
  /** Whoever asks if it may be sent requests is to hear no. */
  isDraining(): boolean
  /** The listener, which from then on has each answer close its connection: whoever asks again is to ask another process. */
  around(listener: RequestListener): RequestListener
  /**
   * Serves on for `noticeMs`, the time balancers take to hear of it; then takes no more, gives what is under way
   * `deadlineMs` and cuts the rest.
   */
  end(ending: { server: Server; noticeMs: number; deadlineMs: number }): Promise<void>
}

export function createDrain(): Drain {
  let isDraining = false
  return {
    isDraining: () => isDraining,
    around: (listener) => (req, res) => {
      if (isDraining) res.shouldKeepAlive = false
      listener(req, res)
    },
    end: async ({ server, noticeMs, deadlineMs }) => {
      isDraining = true
      await wait(noticeMs)
      await drainServer({ server, deadlineMs })
    },
  }
}
