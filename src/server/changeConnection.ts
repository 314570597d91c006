import type { PayloadRequest } from 'payload'
import { actorOf, readActorAgain } from '#src/access/actorOf.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import type { CompiledAuthMethod, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { nextStatus } from '#src/engine/connections/nextStatus.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { type Connected, daysFromNow } from './connect.ts'
import { type ConnectionInput, expiryOf, refuseSecretInName } from './connectionInput.ts'
import { failpoint } from './failpoint.ts'
import { mergeCredential } from './mergeCredential.ts'
import { type Proof, proveCredential } from './proveCredential.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { refuseGivenUp } from './refuseGivenUp.ts'
import { refuseOtherKeys } from './refuseOtherKeys.ts'
import { requireAccount } from './requireAccount.ts'
import { requireConnection } from './requireConnection.ts'
import { requireOpener } from './requireOpener.ts'
import { requireRevision } from './requireRevision.ts'
import { requireSameTerms } from './requireSameTerms.ts'
import { lockDefaults, settleDefault } from './stores/connectionDefaults.ts'
import { holdConnectRight } from './stores/holdConnectRight.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { readProvider } from './stores/readProvider.ts'
import { updateConnection } from './stores/saveConnection.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'
import { takeDefault } from './takeDefault.ts'
import { viewConnection } from './viewConnection.ts'

/**
 * Renames, changes settings, or replaces the credential in place: the new one is tested while the old one serves, and
 * the old one is kept whenever anything fails. Somebody else's save in between is a `version_conflict`, not overwritten.
 */
export async function changeConnection({ req, id, input }: { req: PayloadRequest; id: string; input: ConnectionInput }): Promise<Connected> {
  const found = await requireConnection({ req, id, need: 'change' })
  requireOpener({ actor: await actorOf(req), openedBy: input.openedBy })
  refuseSecretInName(input.displayName)
  refuseOtherIdentity({ found, input })
  // The order decides whose key serves everybody, so it is the account admins' like the routing policy.
  if (input.sortOrder != null && input.sortOrder !== found.record.sortOrder) await requireAccount({ req, account: found.record.account, ability: 'manage' })
  if (input.version != null && input.version !== found.record.version) throw new PatchbayError('version_conflict')

  const replacement = input.credentialPayload == null ? null : await prepareReplacement({ req, found, input })
  failpoint('after_test')

  const data = { ...(replacement === null ? {} : await replacementData({ req, found, replacement })), ...settingsOf({ found, input }) }
  if (Object.keys(data).length > 0) {
    await save({ req, found, input, data, replacement, action: replacement === null ? 'connection.updated' : 'connection.credential_replaced' })
  }
  return { connection: await viewConnection({ req, id }), result: replacement?.proof.result ?? null }
}

function refuseOtherIdentity({ found, input }: { found: StoredConnection; input: ConnectionInput }): void {
  if (input.provider !== undefined && input.provider !== found.record.provider) {
    throw new PatchbayError('validation_failed', { field: 'provider', message: 'A connection cannot move to another provider.', hint: 'Connect that provider instead.' })
  }
  if (input.account !== undefined && input.account !== found.record.account) {
    throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'A connection cannot move to another account.' })
  }
}

type Replacement = { method: CompiledAuthMethod; values: CredentialValues; proof: Proof }

async function prepareReplacement({ req, found, input }: { req: PayloadRequest; found: StoredConnection; input: ConnectionInput }): Promise<Replacement> {
  const { compiled } = found.provider
  requireRevision({ compiled, revision: input.providerRevision })
  const method = findAuthMethod({ compiled, key: input.authMethod ?? found.record.authMethod })
  const isSameMethod = method.key === found.record.authMethod
  await refuseOtherKeys({ req, compiled, method, payload: input.credentialPayload })
  const { values: given, cleared } = checkValues({ compiled, method, payload: input.credentialPayload, partial: isSameMethod && found.record.sealed !== null })
  const values = isSameMethod ? mergeCredential({ record: found.record, compiled, method, given, cleared }) : given
  checkValues({ compiled, method, payload: values, partial: false })
  await refuseBlocked({ req, account: found.record.account, compiled, connection: found.record })
  return { method, values, proof: await proveCredential({ compiled, method, values, shouldTest: input.test ?? true, signal: req.signal }) }
}

async function replacementData({ req, found, replacement }: { req: PayloadRequest; found: StoredConnection; replacement: Replacement }): Promise<Record<string, unknown>> {
  const { method, values, proof } = replacement
  const provider = await readProvider({ req, key: found.record.provider })
  return {
    authMethod: method.key,
    mode: method.mode,
    credentialPayload: values,
    // Deactivated stays deactivated: putting it back to work is a decision of its own.
    ...(found.record.status === 'inactive' ? {} : { status: nextStatus({ status: found.record.status, event: proof.event }) }),
    statusReason: null,
    statusNote: null,
    rotateBy: provider?.rotateAfterDays == null ? null : daysFromNow(provider.rotateAfterDays),
    // The expiry that has passed was the old key's; kept, it would make the new one expired at birth.
    ...(hasPassed(found.record.expiresAt) ? { expiresAt: null } : {}),
    ...proof.learned,
  }
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

type Save = { req: PayloadRequest; found: StoredConnection; input: ConnectionInput; data: Record<string, unknown>; replacement: Replacement | null; action: string }

function save({ req, found, input, data, replacement, action }: Save): Promise<void> {
  const { account, provider, id } = found.record
  return inTransaction({
    req,
    work: async () => {
      const mayConnect = await holdConnectRight({ req, account, actor: await actorOf(req) })
      // Only now, that nobody's role there can change any more.
      await readActorAgain(req)
      await lockDefaults({ req, account, provider })
      const current = await requireConnection({ req, id, need: 'change', forUpdate: true })
      // The roles of a person were judged by then; what is left is a token that has ended.
      if (!mayConnect) throw new PatchbayError('not_found')
      // The base of this change is what was read before the test; anything saved since then wins.
      if (current.record.version !== found.record.version) throw new PatchbayError('version_conflict')
      if (replacement !== null) await requireSameTerms({ req, provider, authMethod: replacement.method.key, values: replacement.values, terms: replacement.proof.terms })
      const scope = { req, account, provider }
      if (input.isDefault === true && !current.record.isDefault) await takeDefault({ scope, visibility: input.visibility ?? current.record.visibility })
      await updateConnection({ req, id, action, data })
      await settleDefault({ ...scope, except: input.isDefault === false ? id : null })
      failpoint('before_commit')
      refuseGivenUp(req)
    },
  })
}
