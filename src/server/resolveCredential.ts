import { openChoice, type ResolveQuestion } from './openChoice.ts'
import { redactedWhenPrinted, type ResolvedCredential } from './ResolvedCredential.ts'

/**
 * The credential that serves an account and provider by its routing policy, and why that one.
 * @throws PatchbayError, never undefined: `credential_missing`, `byo_required`, `built_in_missing`, `reauth_required`, …
 */
export async function resolveCredential(question: ResolveQuestion): Promise<ResolvedCredential> {
  const { resolved } = await openChoice(question)
  redactedWhenPrinted(resolved.values)
  return redactedWhenPrinted(resolved)
}
