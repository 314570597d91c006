import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import type { CompiledAuthMethod } from '#src/engine/catalog/CompiledProvider.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { rebindCredential } from '#src/engine/vault/rebindCredential.ts'
import { requireConnection } from './requireConnection.ts'
import { runtime } from './runtime.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { updateConnection } from './stores/saveConnection.ts'
import type { ConnectionRow } from './stores/StoredConnection.ts'
import { hostsAwaitingConsent, viewConnection } from './viewConnection.ts'

export const consentInputSchema = z.object({ hosts: z.array(z.string().max(300)).max(100) })

/**
 * An account admin agrees that the credential may also travel to the hosts the row names now. `hosts` is what they were
 * shown: when the row has changed again since, nothing is agreed to.
 */
export async function consentToHosts({ req, id, hosts }: { req: PayloadRequest; id: string; hosts: string[] }): Promise<{ connection: ConnectionView; result: null }> {
  await inTransaction({
    req,
    work: async () => {
      const { row, record, provider } = await requireConnection({ req, id, need: 'consent', forUpdate: true })
      if (record.sealed === null) throw new PatchbayError('connection_disconnected')
      const method = findAuthMethod({ compiled: provider.compiled, key: record.authMethod })
      refuseTypedInstallation({ row, method, name: provider.compiled.name })
      const { dataKeys } = runtime()
      const agreedHosts = agreementOf({ compiled: provider.compiled, method, values: openCredential(dataKeys, record.sealed) })
      // Compared as text with what is awaited now; nothing a client sends becomes a pattern.
      if (hostsAwaitingConsent({ row, compiled: provider.compiled }).some((term) => !hosts.includes(term))) throw new PatchbayError('conflict', { message: 'What this provider asks for has changed since it was shown to you.', hint: 'Load the page again and look at it.' })
      const { envelope, aadVersion } = rebindCredential(dataKeys, record.sealed, agreedHosts)
      await updateConnection({ req, id, action: 'connection.hosts_agreed', data: { envelope, aadVersion, agreedHosts } })
    },
  })
  return { connection: await viewConnection({ req, id }), result: null }
}

/**
 * An installation that somebody typed for an app of their own proves nothing to the platform's, whose key opens every
 * account's: a row that came to use that one gets none of it by consent.
 */
function refuseTypedInstallation({ row, method, name }: { row: Pick<ConnectionRow, 'fields' | 'masked_credential'>; method: CompiledAuthMethod; name: string }): void {
  if (method.app?.client !== 'platform') return
  const typed = { ...row.fields, ...row.masked_credential }
  if (Object.hasOwn(typed, method.app.installation)) throw new PatchbayError('reauth_required', { message: `${name} now signs in with the platform’s app, which opens only what ${name} says is yours.`, hint: 'Reconnect it in Settings → Integrations.' })
}
