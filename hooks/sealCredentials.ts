import { randomUUID } from 'node:crypto'
import type { CollectionBeforeChangeHook, PayloadRequest } from 'payload'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import { clientFields } from '#src/engine/catalog/clientFields.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { maskSecret } from '#src/engine/vault/maskSecret.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import { ensureDataKey } from '#src/server/stores/ensureDataKey.ts'
import { hookServices } from '#src/server/stores/hookServices.ts'
import { readProvider } from '#src/server/stores/readProvider.ts'
import { noTokens } from '#src/server/stores/saveConnection.ts'

type SealedRow = { account?: string; provider?: string; authMethod?: string | null; purpose?: string; vaultId?: string | null; maskedCredential?: Record<string, string> | null }

/** What the engine was given for a credential (virtual field `tokens`): sealed by name, which no field of a row may have, and what is known of them. */
export type SealableTokens = { values: CredentialValues; tokenExpiresAt?: string | null; refreshDueAt?: string | null; previousUntil?: string | null }

/**
 * Turns a plaintext `credentialPayload` (all fields, not a part) into an envelope bound to its account, row, provider,
 * key and agreed hosts, with masks to show. Runs before anything is stored; the plaintext goes no further than here.
 */
export const sealCredentials =
  (owner: 'account' | 'platform'): CollectionBeforeChangeHook =>
  async ({ data, originalDoc, operation, req }) => {
    const { credentialPayload, tokens, ...rest } = data as Record<string, unknown>
    if (credentialPayload === undefined || credentialPayload === null) {
      return operation === 'create' ? { ...rest, maskedCredential: {}, fields: {} } : rest
    }
    const row: SealedRow = { ...(originalDoc as SealedRow), ...rest }
    const ownerId = owner === 'platform' ? 'platform' : String(row.account)
    // A client's value is stripped by field access; a new row always gets one of ours, an old row keeps its own.
    const vaultId = operation === 'create' || !row.vaultId ? randomUUID() : row.vaultId
    const { values, ...facts } = (tokens ?? { values: {} }) as SealableTokens
    const tokenFacts = owner === 'account' ? { ...noTokens, ...facts, revocation: null } : {}
    return { ...rest, ...tokenFacts, vaultId, ...(await sealValues({ req, row, ownerId, vaultId, payload: credentialPayload, tokens: values })) }
  }

type SealInput = { req: PayloadRequest; row: SealedRow; ownerId: string; vaultId: string; payload: unknown; tokens: CredentialValues }

async function sealValues({ req, row, ownerId, vaultId, payload, tokens }: SealInput): Promise<Record<string, unknown>> {
  const provider = typeof row.provider === 'string' ? await readProvider({ req, key: row.provider }) : null
  if (provider === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  const method = findAuthMethod({ compiled: provider.compiled, key: row.authMethod ?? null })
  const { values, secrets, agreedHosts } = row.purpose === 'client' ? clientValues({ method, payload }) : credentialValues({ compiled: provider.compiled, method, payload, anyForm: ownerId !== 'platform' })
  const { dataKeys: keys } = hookServices(req.payload)
  const dataKeys = keys()
  const dataKey = await ensureDataKey({ req, owner: ownerId, dataKeys })
  const { envelope, aadVersion } = sealCredential(dataKeys, { values: { ...values, ...tokens }, owner: ownerId, vaultId, providerId: provider.id, agreedHosts, dataKey })
  // What was stored as a secret stays one, whatever the row says of the field by now.
  const isSecret = (name: string) => secrets.includes(name) || Object.hasOwn(row.maskedCredential ?? {}, name)
  return {
    authMethod: method.key,
    envelope,
    aadVersion,
    dataKey: dataKey.id,
    agreedHosts,
    maskedCredential: pick(values, isSecret, maskSecret),
    fields: pick(values, (name) => !isSecret(name), (value) => value),
  }
}

type Sealable = { values: CredentialValues; secrets: string[]; agreedHosts: string[] }

/** Of an account's key the use-case has judged the form, and may have been told to let the test decide. */
function credentialValues({ compiled, method, payload, anyForm }: { compiled: CompiledProvider; method: CompiledAuthMethod; payload: unknown; anyForm: boolean }): Sealable {
  const { values } = checkValues({ compiled, method, payload, partial: false, anyForm })
  return { values, secrets: method.fields.filter((field) => field.secret).map((field) => field.name), agreedHosts: agreementOf({ compiled, method, values }) }
}

/** The platform's OAuth client: never sent to a provider's API, so no host is agreed to. */
function clientValues({ method, payload }: { method: CompiledAuthMethod; payload: unknown }): Sealable {
  const fields = clientFields(method)
  const given = (payload ?? {}) as Record<string, unknown>
  const values = Object.fromEntries(fields.flatMap(({ name }) => { const value = given[name]; return typeof value === 'string' && value !== '' ? [[name, value]] : [] }))
  if (Object.keys(values).length < fields.length || Object.keys(given).length > fields.length) {
    throw new PatchbayError('validation_failed', { field: 'credentialPayload', message: `An OAuth client is { ${fields.map(({ name }) => name).join(', ')} }, all text.` })
  }
  return { values, secrets: fields.filter((field) => field.secret).map(({ name }) => name), agreedHosts: [] }
}

const pick = (values: CredentialValues, keep: (name: string) => boolean, show: (value: string) => string): CredentialValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => keep(name)).map(([name, value]) => [name, show(value)]))
