import type { PatchbayError } from '#src/engine/errors.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'

/**
 * Why a new access token is wanted: `expiry`, the old one ends; `idle`, the grant would end unused; `refused`, the
 * provider did not take the old one; `by_hand`, somebody asked.
 */
export type RefreshReason = 'expiry' | 'idle' | 'refused' | 'by_hand'

/**
 * - `refreshed`: the connection has another token than the one asked about, whoever fetched it.
 * - `unchanged`: there was nothing to do, or nothing that may be done.
 * - `error`: the provider refuses for good; the connection is in `error` and needs its owner.
 * - `transient`: not to be had right now; the connection stays what it is, and is tried again.
 */
export type RefreshResult =
  | { outcome: 'refreshed' | 'unchanged'; record: ConnectionRecord }
  | { outcome: 'error' | 'transient'; record: ConnectionRecord; fault: PatchbayError }
