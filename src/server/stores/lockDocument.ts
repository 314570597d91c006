import type { PayloadRequest } from 'payload'
import { isUuid } from '#src/engine/isUuid.ts'
import { sqlOf } from './sqlOf.ts'
import type { Statement } from './statement.ts'

type Locked = { req: PayloadRequest; slug: string; id: unknown; isRemoval: boolean }

/**
 * Holds one row for the transaction. A change leaves its key alone, so that rows which only point to it can still be
 * written meanwhile.
 */
export async function lockDocument({ req, slug, id, isRemoval }: Locked): Promise<void> {
  if (!isUuid(id)) return
  // The table's name is text of the statement: it comes from the configuration, never from a request.
  const table = slug.replaceAll('-', '_')
  if (!/^[a-z_]+$/.test(table)) throw new Error(`no table of that name: ${slug}`)
  const strings = [`select 1 from "${table}" where id = `, `::uuid for ${isRemoval ? 'update' : 'no key update'}`]
  await sqlOf({ req, query: { strings: strings as unknown as TemplateStringsArray, values: [id] } satisfies Statement })
}
