import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import { diffRow } from '#src/engine/catalog/diffRow.ts'
import { exportRow } from '#src/engine/catalog/exportRow.ts'
import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import { providerImpact } from './providerImpact.ts'
import { listUsedProviders } from './stores/listUsedProviders.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { findUncoveredFields } from './findUncoveredFields.ts'
import { findRowReferences, noProvider } from './stores/findRowReferences.ts'
import { lockCatalog } from './stores/lockCatalog.ts'
import { findProviderRows, saveProviderRow } from './stores/providerRows.ts'
import { runtime } from './runtime.ts'

export const rowsInputSchema = z.object({ providers: z.array(z.unknown()).min(1).max(2_000), dryRun: z.boolean().default(false), partial: z.boolean().default(false) })

export type RowResult = {
  key: string | null
  action: 'created' | 'updated' | 'unchanged' | 'refused'
  diff: { path: string; before: unknown; after: unknown }[]
  problems: { path: string; reason: string }[]
  /** Of a dry run, for a changed row that somebody is connected to. */
  impact?: ProviderImpact
}

type Question = { req: PayloadRequest; rows: unknown[]; dryRun: boolean; partial: boolean }

/**
 * Creates and updates provider rows by key. All or nothing in one transaction, unless `partial`; a dry run judges and
 * compares, and writes nothing. Access was decided by the caller.
 */
export function applyRows({ req, rows, dryRun, partial }: Question): Promise<RowResult[]> {
  if (dryRun) return judgeAll({ req, rows })
  return inTransaction({
    req,
    work: async () => {
      await lockCatalog({ req })
      const planned = await planAll({ req, rows })
      const results = planned.map(({ result }) => result)
      if (!partial && results.some((result) => result.action === 'refused')) return results
      req.context.importedKeys = new Set(results.filter(({ action }) => action !== 'refused').map(({ key }) => key))
      for (const { result, row, id } of planned) {
        if (row !== null && (result.action === 'created' || result.action === 'updated')) await saveProviderRow({ req, id, row })
      }
      return results
    },
  })
}

/** What each row would do, and to whom. */
async function judgeAll({ req, rows }: Pick<Question, 'req' | 'rows'>): Promise<RowResult[]> {
  const planned = await planAll({ req, rows })
  const changed = planned.flatMap(({ result: { action, key } }) => (action === 'updated' && key !== null ? [key] : []))
  const used = changed.length === 0 ? new Set<string>() : await listUsedProviders({ req, keys: changed })
  const results: RowResult[] = []
  for (const { result, row, id } of planned) {
    const isInUse = id !== null && result.action === 'updated' && used.has(String(result.key))
    results.push(isInUse ? { ...result, impact: await providerImpact({ req, id, input: { provider: row } }) } : result)
  }
  return results
}

type Planned = { result: RowResult; row: Record<string, unknown> | null; id: string | null }

type Plan = { req: PayloadRequest; row: unknown; seen: Set<string>; alsoKeys: ReadonlySet<string>; stored: Awaited<ReturnType<typeof findProviderRows>> }

async function planAll({ req, rows }: Pick<Question, 'req' | 'rows'>): Promise<Planned[]> {
  const seen = new Set<string>()
  const planned: Planned[] = []
  const alsoKeys = new Set(rows.map(keyOf).filter((key) => key !== null))
  const stored = await findProviderRows({ req, keys: [...alsoKeys] })
  for (const row of rows) planned.push(await plan({ req, row, seen, alsoKeys, stored }))
  return refuseForsaken({ planned, stored })
}

/** A row is not replaced by one that is refused and is not there yet; nor by one that is refused for that. */
function refuseForsaken({ planned, stored }: { planned: Planned[]; stored: Plan['stored'] }): Planned[] {
  const there = new Set([...stored.keys(), ...planned.filter(isTaken).map(({ result }) => result.key)])
  const asked = new Set(planned.map(({ result }) => result.key))
  const isForsaken = (one: Planned): boolean => isTaken(one) && typeof one.row?.replacedBy === 'string' && asked.has(one.row.replacedBy) && !there.has(one.row.replacedBy)
  const forsaken = planned.filter(isForsaken)
  if (forsaken.length === 0) return planned
  return refuseForsaken({ planned: planned.map((one) => (isForsaken(one) ? refused(one.result.key, [noProvider(String(one.row?.replacedBy))]) : one)), stored })
}

const isTaken = ({ result }: Planned): boolean => result.action !== 'refused'

const refused = (key: string | null, problems: RowResult['problems']): Planned => ({ result: { key, action: 'refused', diff: [], problems }, row: null, id: null })

async function plan({ req, row, seen, alsoKeys, stored }: Plan): Promise<Planned> {
  const checked = checkRow({ row, isOutboundAllowed: runtime().refuseOutbound })
  if (!checked.ok) return refused(keyOf(row), checked.problems)
  const { key } = checked.row
  if (seen.has(key)) return refused(key, [{ path: 'key', reason: `“${key}” stands in this import twice.` }])
  seen.add(key)
  const existing = stored.get(key)
  const diff = diffRow(existing?.row ?? {}, exportRow(checked.row))
  if (existing !== undefined && diff.length === 0) return { result: { key, action: 'unchanged', diff, problems: [] }, row: null, id: existing.id }
  // A row that is not there yet holds nobody's secrets.
  const uncovered = existing === undefined ? [] : await findUncoveredFields({ req, compiled: checked.compiled })
  const faults = [...(await findRowReferences({ req, row: checked.row, alsoKeys })), ...uncovered]
  if (faults.length > 0) return refused(key, faults)
  return { result: { key, action: existing === undefined ? 'created' : 'updated', diff, problems: [] }, row: checked.row, id: existing?.id ?? null }
}

const keyOf = (row: unknown): string | null => {
  const key: unknown = row !== null && typeof row === 'object' ? (row as { key?: unknown }).key : null
  return typeof key === 'string' ? key.slice(0, 64) : null
}
