import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { type Connected, refuseUnsupported } from './connect.ts'
import { type ConnectionInput, expiryOf, refuseSecretInName } from './connectionInput.ts'
import { failpoint } from './failpoint.ts'
import { limitChanges } from './limitChanges.ts'
import { mergeCredential } from './mergeCredential.ts'
import { type Proof, proveCredential } from './proveCredential.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { refuseOtherKeys } from './refuseOtherKeys.ts'
import { requireAccount } from './requireAccount.ts'
import { requireConnection } from './requireConnection.ts'
import { requireOpener } from './requireOpener.ts'
import { requireRevision } from './requireRevision.ts'
import { type Replacement, saveChange } from './saveChange.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'
import { viewConnection } from './viewConnection.ts'

/**
 * Renames, changes settings, or replaces the credential in place: the new one is tested while the old one serves, and
 * the old one is kept whenever anything fails. Somebody else's save in between is a `version_conflict`, not overwritten.
 */
export async function changeConnection({ req, id, input }: { req: PayloadRequest; id: string; input: ConnectionInput }): Promise<Connected> {
  const found = await requireConnection({ req, id, need: 'change' })
  const actor = await actorOf(req)
  requireOpener({ actor, openedBy: input.openedBy })
  if (input.credentialPayload != null) await limitChanges({ actor, account: found.record.account })
  refuseSecretInName(input.displayName)
  refuseOtherIdentity({ found, input })
  // The order decides whose key serves everybody, so it is the account admins' like the routing policy.
  if (input.sortOrder != null && input.sortOrder !== found.record.sortOrder) await requireAccount({ req, account: found.record.account, ability: 'manage' })
  if (input.version != null && input.version !== found.record.version) throw new PatchbayError('version_conflict')

  const replacement = input.credentialPayload == null ? null : await prepareReplacement({ req, found, input })
  failpoint('after_test')

  await saveChange({ req, found, settings: settingsOf({ found, input }), replacement, isDefault: input.isDefault })
  return { connection: await viewConnection({ req, id }), result: replacement?.credential.result ?? null }
}

function refuseOtherIdentity({ found, input }: { found: StoredConnection; input: ConnectionInput }): void {
  if (input.provider !== undefined && input.provider !== found.record.provider) {
    throw new PatchbayError('validation_failed', { field: 'provider', message: 'A connection cannot move to another provider.', hint: 'Connect that provider instead.' })
  }
  if (input.account !== undefined && input.account !== found.record.account) {
    throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'A connection cannot move to another account.' })
  }
}

async function prepareReplacement({ req, found, input }: { req: PayloadRequest; found: StoredConnection; input: ConnectionInput }): Promise<Replacement & { credential: Proof }> {
  const { compiled } = found.provider
  requireRevision({ compiled, revision: input.providerRevision })
  const method = findAuthMethod({ compiled, key: input.authMethod ?? found.record.authMethod })
  refuseUnsupported({ compiled, method, hasPayload: true })
  const isSameMethod = method.key === found.record.authMethod
  await refuseOtherKeys({ req, compiled, method, payload: input.credentialPayload })
  const { values: given, cleared } = checkValues({ compiled, method, payload: input.credentialPayload, partial: isSameMethod && found.record.sealed !== null, anyForm: input.acceptFormat === true })
  const values = isSameMethod ? mergeCredential({ record: found.record, compiled, method, given, cleared }) : given
  // What was given is checked; a stored key may have been accepted in another form than the row's.
  checkValues({ compiled, method, payload: values, partial: false, anyForm: true })
  await refuseBlocked({ req, account: found.record.account, compiled, connection: found.record })
  return { method, credential: await proveCredential({ compiled, method, values, shouldTest: input.test ?? true, signal: req.signal }) }
}

const dateOf = (text: unknown): Date | null => (typeof text === 'string' ? new Date(text) : null)

const hasPassed = (expiresAt: Date | null): boolean => expiresAt !== null && expiresAt.getTime() <= Date.now()

function settingsOf({ found, input }: { found: StoredConnection; input: ConnectionInput }): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  if (input.displayName != null) data.displayName = input.displayName
  if (input.sortOrder != null) data.sortOrder = input.sortOrder
  if (input.isDefault != null) data.isDefault = input.isDefault
  if (input.expiresAt !== undefined) {
    data.expiresAt = expiryOf(input.expiresAt)
    // A later date does not make an expired key good: it has to pass its test first.
    if (hasPassed(found.record.expiresAt) && (found.record.status === 'active' || found.record.status === 'expired') && !hasPassed(dateOf(data.expiresAt))) data.status = 'pending'
  }
  if (input.visibility != null) {
    if (input.visibility === 'private' && found.record.owner === null) {
      throw new PatchbayError('validation_failed', { field: 'visibility', message: 'A connection that nobody owns cannot be private.' })
    }
    data.visibility = input.visibility
  }
  return data
}
