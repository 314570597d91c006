import type { PayloadRequest } from 'payload'
import { sql, sqlOf } from './sqlOf.ts'

export type KeyPatterns = { key: string; name: string; patterns: string[] }

/** The forms of all providers' secrets, by provider. */
export function listKeyPatterns({ req }: { req: PayloadRequest }): Promise<KeyPatterns[]> {
  return sqlOf<KeyPatterns>({
    req,
    query: sql`select key, name, jsonb_path_query_array(compiled, '$.authMethods[*].fields[*] ? (@.secret == true && @.pattern != null).pattern') as patterns from integration_providers`,
  })
}
