import type { Pool } from 'pg'
import type { ProviderStatus } from '#src/engine/catalog/CompiledProvider.ts'
import { runOnPool, sql } from './statement.ts'

export type CardRow = {
  key: string
  name: string
  category: string
  description: string
  status: ProviderStatus
  featured: number | null
  keywords: string[] | null
  /** False where every auth method needs a client of the platform's that is not there. */
  is_ready: boolean
  modes: ('service' | 'oauth-user')[]
  logo_slug: string | null
  logo_file: string | null
  logo_dark_file: string | null
  /** Place by age, 0 is the newest. */
  newest: number
}

/** What cards are made of, for the whole catalog in one statement; the rest of a row would be a hundred times as much. */
export const listCards = ({ pool }: { pool: Pool }): Promise<CardRow[]> =>
  runOnPool<CardRow>({
    pool,
    query: sql`select p.key, p.name, p.category, p.description, p.status, p.featured::float8 as featured, k.keywords, p.logo_slug, l.filename as logo_file, d.filename as logo_dark_file,
        array(select distinct m ->> 'mode' from jsonb_array_elements(p.compiled -> 'authMethods') m order by 1 desc) as modes,
        exists (select 1 from jsonb_array_elements(p.compiled -> 'authMethods') m
          where coalesce(nullif(m -> 'app', 'null'::jsonb), nullif(m -> 'oauth', 'null'::jsonb)) ->> 'client' is distinct from 'platform'
            or exists (select 1 from built_in_credentials b where b.provider = p.key and b.auth_method = m ->> 'key' and b.purpose = 'client' and b.enabled and b.envelope is not null)) as is_ready,
        (rank() over (order by p.created_at desc, p.name) - 1)::int as newest
      from integration_providers p left join logos l on l.id = p.logo_id left join logos d on d.id = p.logo_dark_id
        left join (select parent_id, array_agg(text order by "order") as keywords from integration_providers_texts where path = 'keywords' group by parent_id) k on k.parent_id = p.id
      order by p.name, p.key`,
  })

/** What an admin chose for the Marketplace: provider keys for the first places, and categories for the filter, each in order. */
export async function readMarketplaceOrder({ pool }: { pool: Pool }): Promise<{ featured: string[]; categoryOrder: string[] }> {
  const rows = await runOnPool<{ path: string; text: string }>({ pool, query: sql`select path, text from marketplace_texts where path in ('featured', 'categoryOrder') order by "order"` })
  const of = (path: string): string[] => rows.filter((row) => row.path === path).map((row) => row.text)
  return { featured: of('featured'), categoryOrder: of('categoryOrder') }
}
