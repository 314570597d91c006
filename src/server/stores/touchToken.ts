import { sql, type Statement } from './statement.ts'

/** Notes that a token was used; to the minute is enough. */
export const touchToken = (id: string): Statement => sql`update api_tokens set last_used_at = now() where id = ${id}::uuid`
