import type { Pool } from 'pg'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { runOnPool, sql } from './statement.ts'

export type CatalogRow = {
  key: string
  compiled: CompiledProvider
  description: string
  logo_slug: string | null
  logo_file: string | null
  logo_dark_file: string | null
  keywords: string[] | null
  website: string | null
  docs_url: string | null
  status_url: string | null
  help_url: string | null
  help_text: string | null
  updated_at: Date
}

/** The rows for pages, `key` for one only, `keys` for some. */
export const listCatalog = ({ pool, key = null, keys = null }: { pool: Pool; key?: string | null; keys?: string[] | null }): Promise<CatalogRow[]> =>
  runOnPool<CatalogRow>({
    pool,
    query: sql`select p.key, p.compiled, p.description, p.logo_slug, l.filename as logo_file, d.filename as logo_dark_file, p.website, p.docs_url, p.status_url, p.help_url, p.help_text, p.updated_at,
        (select array_agg(t.text order by t."order") from integration_providers_texts t where t.parent_id = p.id and t.path = 'keywords') as keywords
      from integration_providers p left join logos l on l.id = p.logo_id left join logos d on d.id = p.logo_dark_id
      where (${key}::text is null or p.key = ${key}) and (${keys}::text[] is null or p.key = any(${keys}::text[])) order by p.name`,
  })
