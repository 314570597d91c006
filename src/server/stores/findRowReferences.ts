import { type InRequest, sql, sqlOf } from './sqlOf.ts'

type Row = { logo?: unknown; logoDark?: unknown; replacedBy?: unknown }
type Question = { req: InRequest; row: Row; /** Keys that will exist when the whole import is in. */ alsoKeys?: ReadonlySet<string> }

/** What a row refers to and what is not there, each with its path. */
export async function findRowReferences({ req, row, alsoKeys }: Question): Promise<{ path: string; reason: string }[]> {
  const problems: { path: string; reason: string }[] = []
  const { replacedBy } = row
  for (const path of ['logo', 'logoDark'] as const) {
    const logo = row[path]
    if (typeof logo !== 'string') continue
    const found = await sqlOf({ req, query: sql`select 1 from logos where id::text = ${logo.toLowerCase()}` })
    if (found.length === 0) problems.push({ path, reason: 'There is no logo with that id.' })
  }
  if (typeof replacedBy === 'string' && !alsoKeys?.has(replacedBy)) {
    const found = await sqlOf({ req, query: sql`select 1 from integration_providers where key = ${replacedBy}` })
    if (found.length === 0) problems.push(noProvider(replacedBy))
  }
  return problems
}

export const noProvider = (key: string): { path: string; reason: string } => ({ path: 'replacedBy', reason: `There is no provider “${key}”.` })
