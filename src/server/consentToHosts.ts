import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { rebindCredential } from '#src/engine/vault/rebindCredential.ts'
import { requireConnection } from './requireConnection.ts'
import { runtime } from './runtime.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { updateConnection } from './stores/saveConnection.ts'
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
