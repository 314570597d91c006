import type { ConnectionStatus } from '../ports.ts'

/**
 * The status every reader uses: an expiry that has passed counts from that second, whether or not anything has
 * written it down yet.
 */
export function effectiveStatus({ status, expiresAt, now }: { status: ConnectionStatus; expiresAt: Date | null; now: Date }): ConnectionStatus {
  const isServing = status === 'active' || status === 'pending'
  return isServing && expiresAt !== null && expiresAt <= now ? 'expired' : status
}
