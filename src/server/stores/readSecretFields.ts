import { type InRequest, sql, sqlOf } from './sqlOf.ts'

/** `<auth method> <field>` of every secret that connections (in trash too) or built-in credentials of a provider hold. */
export async function readSecretFields({ req, provider }: { req: InRequest; provider: string }): Promise<Set<string>> {
  const rows = await sqlOf<{ held: string }>({
    req,
    query: sql`select distinct c.auth_method || ' ' || k.name as held
      from (select auth_method, masked_credential from connections where provider = ${provider} and envelope is not null
            union all select auth_method, masked_credential from built_in_credentials where provider = ${provider} and envelope is not null) c,
        jsonb_object_keys(case when jsonb_typeof(c.masked_credential) = 'object' then c.masked_credential else '{}'::jsonb end) as k(name)`,
  })
  return new Set(rows.map((row) => row.held))
}
