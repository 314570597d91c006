import type { CollectionBeforeChangeHook } from 'payload'
import { z } from 'zod'
import { findAllowFault } from '#src/engine/catalog/findAllowFault.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { usesPlatformClient } from '#src/engine/catalog/takesClient.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { readProvider } from '#src/server/stores/readProvider.ts'

const allowSchema = z.array(z.strictObject({ method: z.string().regex(/^([A-Z]{3,10}|\*)$/), path: z.string().refine((path) => findAllowFault(path) === null) })).max(100)

type BuiltIn = { provider?: string; authMethod?: string | null; purpose?: string; allow?: unknown; credentialPayload?: unknown }

/** A built-in credential names a provider and a method that exist, and an allow-list that can be read. */
export const checkBuiltIn: CollectionBeforeChangeHook = async ({ data, originalDoc, operation, req }) => {
  const before = (originalDoc ?? {}) as BuiltIn
  const next: BuiltIn = { ...before, ...(data as BuiltIn) }
  const provider = typeof next.provider === 'string' ? await readProvider({ req, key: next.provider }) : null
  if (provider === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  // A client is of a method that uses one.
  const signsIn = next.purpose === 'client' ? provider.compiled.authMethods.find(usesPlatformClient)?.key : undefined
  const method = findAuthMethod({ compiled: provider.compiled, key: next.authMethod ?? signsIn ?? null })
  // Its host would come from whoever fills in the field, and the platform's key would go there.
  if (next.purpose !== 'client' && method.fields.some((field) => field.format === 'https_url' && method.hostFields.includes(field.name))) {
    throw new PatchbayError('host_not_allowed', { field: 'provider', message: `${provider.compiled.name} takes its whole address from a field, so it cannot have a built-in credential.` })
  }
  if (operation === 'update' && data.credentialPayload == null && before.authMethod != null && method.key !== before.authMethod) {
    throw new PatchbayError('validation_failed', { field: 'credentialPayload', message: 'Another auth method needs its credential again.' })
  }
  const allow = allowSchema.safeParse(next.allow ?? [])
  if (!allow.success) {
    throw new PatchbayError('validation_failed', { field: ['allow', ...(allow.error.issues[0]?.path ?? [])].join('.'), message: 'The allow-list is a list of { "method": "POST" or "*", "path": "/v1/…" } where a path may end in /*.' })
  }
  return { ...data, authMethod: method.key, allow: allow.data }
}
