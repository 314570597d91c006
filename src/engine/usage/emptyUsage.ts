import { latencyBoundsMs } from './latencyBoundsMs.ts'
import type { UsageCounts } from './UsageCounts.ts'

export const emptyUsage = (): UsageCounts => ({
  calls: 0,
  handedOut: 0,
  attempts: 0,
  passedOver: 0,
  errors: { refused: 0, rateLimited: 0, clientErrors: 0, serverErrors: 0, unreachable: 0, timeouts: 0, brokenOff: 0, notSent: 0, givenUp: 0 },
  requestBytes: 0,
  responseBytes: 0,
  latency: Array.from({ length: latencyBoundsMs.length + 1 }, () => 0),
  meteredCalls: 0,
  tokensIn: 0,
  tokensOut: 0,
  cost: 0,
})
