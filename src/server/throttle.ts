import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { groupAddress } from './groupAddress.ts'
import { countAttempt } from './stores/signInAttempts.ts'

type Limit = { key: string; limit: number }
type Question = { req: PayloadRequest; limits: Limit[]; windowSeconds: number; message: string }

/**
 * Counts this attempt under each key, over all processes.
 * @throws PatchbayError `rate_limited` when one of them is above its limit
 */
export async function throttle({ req, limits, windowSeconds, message }: Question): Promise<void> {
  const counts = await countAttempt({ req, keys: limits.map((one) => one.key), windowSeconds })
  if (limits.some(({ key, limit }) => (counts.get(key) ?? 0) > limit)) throw new PatchbayError('rate_limited', { message, retryAfterSeconds: windowSeconds })
}

/** Where the request came from, as the front saw it, to count by. */
export const addressOf = ({ headers }: Pick<PayloadRequest, 'headers'>): string => groupAddress(headers.get('x-patchbay-address') ?? 'unknown')
