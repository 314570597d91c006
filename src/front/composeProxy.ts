import { callEngine } from '#src/server/callEngine.ts'
import { finishRefreshes } from '#src/server/refreshConnection.ts'
import { runtime } from '#src/server/runtime.ts'
import { createCallerStore } from '#src/server/stores/CallerStore.ts'
import type { FrontHandler } from './createFront.ts'
import { handleProxy, type ProxyLogLine } from './handleProxy.ts'
import { limitCalls } from './limitCalls.ts'
import { createTokenBrake } from './TokenBrake.ts'

/**
 * The proxy with everything it needs of this process. `close` writes down what is still in memory. Without `takesSessions`
 * it takes API tokens only.
 */
export function composeProxy({ takesSessions = true }: { takesSessions?: boolean } = {}): { handle: FrontHandler; close(): Promise<void> } {
  const { pool, env } = runtime()
  const { call, recorder } = callEngine()
  return {
    handle: handleProxy({ store: createCallerStore(pool), secret: takesSessions ? env.PAYLOAD_SECRET : null, brake: createTokenBrake(), limit: limitCalls({ pool, callsPerMinute: env.PATCHBAY_CALLS_PER_MINUTE }), call, log: logTrouble }),
    close: async () => {
      await finishRefreshes()
      await recorder.flush()
    },
  }
}

/** A line for each call would cost more than the call's own work; what is looked for are refusals of ours, broken streams, retries and connections that were passed over. */
function logTrouble(line: ProxyLogLine): void {
  if (line.code !== null || line.isCut || line.attempts > 1 || line.passedOver.length > 0) console.log(JSON.stringify(line))
}
