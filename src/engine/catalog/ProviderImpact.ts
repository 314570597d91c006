import type { ConnectionStatus } from '../ports.ts'
import type { ProviderStatus } from './CompiledProvider.ts'
import type { RowChange } from './diffRow.ts'

/** How many connections something concerns, and in how many accounts. */
export type Reach = { connections: number; accounts: number }

/** What owners agree to: a host, or a mark (see markTerms). */
export type TermKind = 'host' | 'sending' | 'base' | 'test' | 'exchange'

/** What saving a changed provider row, or deleting the row, does to what is connected. */
export type ProviderImpact = {
  /** Field by field; empty for a removal. */
  changes: RowChange[]
  /** Everything connected now, what is in trash left out. */
  inUse: Reach & { byStatus: Partial<Record<ConnectionStatus, number>>; inTrash: number; builtIns: number; policies: number }
  /** Where the Marketplace shows it differently; null = as before. */
  status: { from: ProviderStatus; to: ProviderStatus } | null
  /** Credentials that are not sent there or that way until an account admin agrees. One entry a term. */
  consent: (Reach & { kind: TermKind; host: string | null })[]
  /** All whose owners are asked, each counted once. */
  consentReach: Reach
  /** Connections whose way to sign in is no longer there: they stop working. */
  lostMethods: (Reach & { authMethod: string })[]
  /** Required now, and not held: their next replacement of the key asks for it. */
  missingFields: (Reach & { authMethod: string; field: string; label: string })[]
  /** Held, and no longer named by the row. */
  droppedFields: (Reach & { authMethod: string; field: string })[]
  /** Nothing that is connected notices. */
  isHarmless: boolean
}
