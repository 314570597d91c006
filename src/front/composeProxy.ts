import { callEngine } from '#src/server/callEngine.ts'
import { finishRefreshes } from '#src/server/refreshConnection.ts'
import { runtime } from '#src/server/runtime.ts'
import { createCallerStore } from '#src/server/stores/CallerStore.ts'
import type { FrontHandler } from './createFront.ts'
import { handleProxy, type ProxyLogLine } from './handleProxy.ts'
import { limitCalls } from './limitCalls.ts'
import { createTokenBrake } from './TokenBrake.ts'
import { createTroubleLog } from './createTroubleLog.ts'

/**
 * The proxy with everything it needs of this process. `close` writes down what is still in memory. Without `takesSessions`
 * it takes API tokens only. `count` hears of each call.
 */
export function composeProxy({ takesSessions = true, count }: { takesSessions?: boolean; count?: ((line: ProxyLogLine) => void) | undefined } = {}): { handle: FrontHandler; close(): Promise<void> } {
  const { pool, env } = runtime()
  const { call, loader, recorder } = callEngine()
  const trouble = createTroubleLog({ print: (line) => console.log(line) })
  const log = (line: ProxyLogLine): void => {
    count?.(line)
    trouble(line)
  }
  return {
    handle: handleProxy({ store: createCallerStore({ pool, loader, onTokenUsed: recorder.tokenUsed }), secret: takesSessions ? env.PAYLOAD_SECRET : null, brake: createTokenBrake(), limit: limitCalls({ pool, callsPerMinute: env.PATCHBAY_CALLS_PER_MINUTE }), call, log }),
    close: async () => {
      await finishRefreshes()
      await recorder.drain()
    },
  }
}
