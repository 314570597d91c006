import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

/**
 * Whether this person runs the platform and nobody else does. One question at a time: of two platform admins who step
 * down at the same moment the second sees what the first did.
 */
export async function isLastPlatformAdmin({ req, user }: { req: PayloadRequest; user: string }): Promise<boolean> {
  await sqlOf({ req, query: sql`select pg_advisory_xact_lock(hashtextextended('platform admins', 7))` })
  const admins = await sqlOf<{ id: string }>({ req, query: sql`select id from users where platform_role = 'admin' order by (id = ${user}::uuid) desc limit 2` })
  return admins.length === 1 && admins[0]?.id === user
}
