import type { PayloadRequest } from 'payload'
import { actorOf, readActorAgain } from '#src/access/actorOf.ts'
import type { CompiledAuthMethod } from '#src/engine/catalog/CompiledProvider.ts'
import { nextStatus } from '#src/engine/connections/nextStatus.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { daysFromNow } from './daysFromNow.ts'
import { failpoint } from './failpoint.ts'
import type { Credential } from './insertConnection.ts'
import { refuseGivenUp } from './refuseGivenUp.ts'
import { requireConnection } from './requireConnection.ts'
import { requireSameTerms } from './requireSameTerms.ts'
import { lockDefaults, settleDefault } from './stores/connectionDefaults.ts'
import { holdConnectRight } from './stores/holdConnectRight.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { readProvider } from './stores/readProvider.ts'
import { updateConnection } from './stores/saveConnection.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'
import { takeDefault } from './takeDefault.ts'

export type Replacement = { method: CompiledAuthMethod; credential: Credential }

type Change = {
  req: PayloadRequest
  /** As it was read before the provider was asked; whatever was saved since then wins. */
  found: StoredConnection
  /** Columns to set besides what a replacement brings. */
  settings: Record<string, unknown>
  replacement: Replacement | null
  /** Asked for and not yet so, or given up. */
  isDefault?: boolean | null | undefined
}

/**
 * Writes a change of a connection under its lock, after its rights were judged again: all of it, or nothing.
 * @throws PatchbayError `version_conflict`, `not_found`, `forbidden`, `conflict` (the row changed meanwhile, the request was given up)
 */
export async function saveChange({ req, found, settings, replacement, isDefault = null }: Change): Promise<void> {
  const { account, provider, id } = found.record
  const data = { ...(replacement === null ? {} : await columnsOf({ req, found, replacement })), ...settings }
  if (Object.keys(data).length === 0) return
  const action = replacement === null ? 'connection.updated' : 'connection.credential_replaced'
  const scope = { req, account, provider }
  await inTransaction({
    req,
    work: async () => {
      const mayConnect = await holdConnectRight({ req, account, actor: await actorOf(req) })
      // Only now, that nobody's role there can change any more.
      await readActorAgain(req)
      await lockDefaults(scope)
      const current = await requireConnection({ req, id, need: 'change', forUpdate: true })
      // The roles of a person were judged by then; what is left is a token that has ended.
      if (!mayConnect) throw new PatchbayError('not_found')
      // The base of this change is what was read before the test; anything saved since then wins.
      if (current.record.version !== found.record.version) throw new PatchbayError('version_conflict')
      if (replacement !== null) await requireSameTerms({ req, provider, authMethod: replacement.method.key, values: replacement.credential.values, terms: replacement.credential.terms })
      if (isDefault === true && !current.record.isDefault) await takeDefault({ scope, visibility: settings.visibility ?? current.record.visibility })
      await updateConnection({ req, id, action, data })
      await settleDefault({ ...scope, except: isDefault === false ? id : null })
      failpoint('before_commit')
      refuseGivenUp(req)
    },
  })
}

async function columnsOf({ req, found, replacement: { method, credential } }: { req: PayloadRequest; found: StoredConnection; replacement: Replacement }): Promise<Record<string, unknown>> {
  const provider = await readProvider({ req, key: found.record.provider })
  const hasExpired = found.record.expiresAt !== null && found.record.expiresAt.getTime() <= Date.now()
  return {
    authMethod: method.key,
    mode: method.mode,
    credentialPayload: credential.values,
    // Deactivated stays deactivated: putting it back to work is a decision of its own.
    ...(found.record.status === 'inactive' ? {} : { status: nextStatus({ status: found.record.status, event: credential.event }) }),
    statusReason: null,
    statusNote: null,
    rotateBy: provider?.rotateAfterDays == null ? null : daysFromNow(provider.rotateAfterDays),
    // The expiry that has passed was the old key's; kept, it would make the new one expired at birth.
    ...(hasExpired ? { expiresAt: null } : {}),
    ...credential.learned,
  }
}
