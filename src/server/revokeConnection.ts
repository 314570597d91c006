import type { PayloadRequest } from 'payload'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { changeState } from './changeState.ts'
import { destroyedCredential } from './stores/saveConnection.ts'

export type Destroyed = { destroyed: true; provider: 'revoked' | 'queued' | 'unsupported' | 'failed'; manageUrl: string | null }

/**
 * Destroys the credential here at once. Keys cannot be withdrawn at the provider by a program, so `manageUrl` says
 * where a person does that.
 */
export async function revokeConnection({ req, id }: { req: PayloadRequest; id: string }): Promise<{ connection: ConnectionView; result: Destroyed }> {
  const { connection, found } = await changeState({
    req,
    id,
    need: 'revoke',
    event: 'revoke',
    action: 'connection.revoked',
    givesUpDefault: true,
    data: () => ({ ...destroyedCredential, statusReason: null, statusNote: null, rotateBy: null }),
  })
  return { connection, result: { destroyed: true, provider: 'unsupported', manageUrl: found.provider.compiled.manageUrl } }
}
