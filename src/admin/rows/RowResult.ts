import type { RowChange } from '#src/engine/catalog/diffRow.ts'
import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import type { RowProblem } from '#src/engine/catalog/RowProblem.ts'

/** What an import says of one row, as it comes over the wire. */
export type RowResult = { key: string | null; action: 'created' | 'updated' | 'unchanged' | 'refused'; diff: RowChange[]; problems: RowProblem[]; impact?: ProviderImpact }
