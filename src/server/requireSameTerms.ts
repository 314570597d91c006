import type { PayloadRequest } from 'payload'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import type { CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { readProvider } from './stores/readProvider.ts'

type Question = { req: PayloadRequest; provider: string; authMethod: string; values: CredentialValues; terms: string[] }

/**
 * Between the test and the save the row may have changed: then what would be sealed is not what the person was shown and
 * what was tested. Holds the row still for the rest of the transaction.
 * @throws PatchbayError `conflict`
 */
export async function requireSameTerms({ req, provider, authMethod, values, terms }: Question): Promise<void> {
  const stored = await readProvider({ req, key: provider, forShare: true })
  if (stored === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  const now = agreementOf({ compiled: stored.compiled, method: findAuthMethod({ compiled: stored.compiled, key: authMethod }), values })
  if (now.length === terms.length && now.every((term) => terms.includes(term))) return
  throw new PatchbayError('conflict', { message: `The row of ${stored.compiled.name} changed while the key was being tested. Nothing was saved.`, hint: 'Look at where the key would go now, then try again.' })
}
