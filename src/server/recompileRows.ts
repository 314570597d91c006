import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { compileRow, compiledFormat } from '#src/engine/catalog/compileRow.ts'
import { parseRow } from '#src/engine/catalog/parseRow.ts'
import { runtime } from './runtime.ts'
import { findProviderRows } from './stores/providerRows.ts'
import { listStaleRows, saveCompiledRow } from './stores/staleRows.ts'

/**
 * Rows are compiled when they are saved; a later version may make more of them. Gives the keys of those that it could
 * not fully compile, since the row's own words break a rule that is younger than they are: all goes on as before with
 * them, except that no tokens are fetched until somebody saves the row anew.
 */
export async function recompileRows(): Promise<{ done: string[]; partly: string[] }> {
  const { pool, refuseOutbound } = runtime()
  const keys = await listStaleRows({ pool, format: compiledFormat })
  if (keys.length === 0) return { done: [], partly: [] }
  const partly: string[] = []
  for (const [key, row] of await readRows(keys)) {
    const checked = checkRow({ row, isOutboundAllowed: refuseOutbound })
    const compiled = checked.ok ? checked.compiled : compileWithoutTokens(row)
    if (!checked.ok) partly.push(key)
    if (compiled !== null) await saveCompiledRow({ pool, compiled })
  }
  return { done: keys.filter((key) => !partly.includes(key)), partly }
}

/** Payload is loaded only for this: most starts find nothing to do. */
async function readRows(keys: string[]): Promise<[string, Record<string, unknown>][]> {
  const [{ default: config }, { createLocalReq, getPayload }] = await Promise.all([import('../../payload.config.ts'), import('payload')])
  const req = await createLocalReq({}, await getPayload({ config }))
  return [...(await findProviderRows({ req, keys }))].map(([key, { row }]) => [key, row])
}

function compileWithoutTokens(row: unknown): CompiledProvider | null {
  const parsed = parseRow(row).row
  if (parsed === null) return null
  const compiled = compileRow(parsed)
  return { ...compiled, authMethods: compiled.authMethods.map((method) => ({ ...method, oauth: null, exchange: null, app: null })) }
}
