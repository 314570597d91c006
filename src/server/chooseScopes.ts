import type { CompiledAuthMethod } from '#src/engine/catalog/CompiledProvider.ts'
import { scopesToAsk } from '#src/engine/catalog/scopesToAsk.ts'
import { PatchbayError } from '#src/engine/errors.ts'

type Question = { name: string; method: Pick<CompiledAuthMethod, 'oauth' | 'requiredScopes'>; /** Of the optional ones; null = all. */ optional: string[] | null }

/**
 * What somebody is asked to grant: what the row needs, and of what it may use all or those chosen.
 * @throws PatchbayError `validation_failed` for one that the row does not name
 */
export function chooseScopes({ name, method, optional }: Question): string[] {
  const known = new Set(method.oauth?.optionalScopes ?? [])
  const foreign = optional?.find((scope) => !known.has(scope))
  if (foreign !== undefined) throw new PatchbayError('validation_failed', { field: 'optionalScopes', message: `“${foreign}” is none of the optional permissions of ${name}.`, hint: 'Send some of those that its row names as optionalScopes, or an empty list.' })
  return scopesToAsk({ method, optional: optional ?? [...known] })
}
