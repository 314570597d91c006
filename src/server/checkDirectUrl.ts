import { refuseEnv } from '#src/env.ts'
import { hearsPool } from './changes/hearsPool.ts'
import { runtime } from './runtime.ts'

/**
 * Refuses to start where `DATABASE_DIRECT_URL` leads to another database than `DATABASE_URL`: migrations and jobs would
 * go there, and nobody would hear what changes here. One that cannot be reached is no reason.
 *
 * @throws EnvRefusal
 */
export async function checkDirectUrl(): Promise<void> {
  const { env, pool } = runtime()
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: direct } = env
  if (direct === undefined || direct === url) return
  if ((await hearsPool({ url: direct, pool })) === 'other') throw refuseEnv({ variable: 'DATABASE_DIRECT_URL', reason: 'names another database than DATABASE_URL' })
}
