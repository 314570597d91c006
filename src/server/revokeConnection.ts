import type { PayloadRequest } from 'payload'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { ProviderRevocation } from '#src/engine/connections/Revocation.ts'
import { changeState } from './changeState.ts'
import { destroyCredential } from './destroyCredential.ts'
import { tellAtOnce } from './tellAtOnce.ts'
import { viewConnection } from './viewConnection.ts'

export type Destroyed = { destroyed: true; provider: ProviderRevocation; manageUrl: string | null }

/**
 * Destroys the credential here at once, and then has the provider revoke it where it can. What cannot be withdrawn by a
 * program, a person withdraws at `manageUrl`.
 */
export async function revokeConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<{ connection: ConnectionView; result: Destroyed }> {
  const { found } = await changeState({
    req,
    id,
    need: 'revoke',
    event: 'revoke',
    action: 'connection.revoked',
    givesUpDefault: true,
    data: async () => ({ ...(await destroyCredential({ req, id })), statusReason: null, statusNote: null, rotateBy: null }),
  })
  const provider = await tellAtOnce({ connection: id })
  return { connection: await viewConnection({ req, id }), result: { destroyed: true, provider, manageUrl: found.provider.compiled.manageUrl } }
}
