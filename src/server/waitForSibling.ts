import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { isLeased } from './stores/refreshLease.ts'

/** Waits while another process holds the lease on this very credential; `until` on performance.now(). */
export async function waitForSibling({ pool, connectionId, envelope, until }: { pool: Pool; connectionId: string; envelope: string; until: number }): Promise<void> {
  for (let pauseMs = 25; performance.now() < until; pauseMs = Math.min(400, pauseMs * 1.6)) {
    // Spread, since many may be waiting.
    await sleep(pauseMs * (0.5 + Math.random()))
    if (!(await isLeased({ pool, connectionId, envelope }))) return
  }
}
