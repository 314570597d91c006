import type { PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import type { CredentialSource } from '#src/engine/ports.ts'
import { chooseCredential, type Reason } from '#src/engine/routing/chooseCredential.ts'
import { requireAccount } from './requireAccount.ts'
import { runtime } from './runtime.ts'
import { loadResolution } from './stores/loadResolution.ts'

export type DryRun = { source: CredentialSource | null; connectionId: string | null; code: string | null; reasons: Reason[] }

/** Which credential would serve and why, without opening any: "why this key?". */
export async function explainResolution({ req, account, provider, connectionId }: { req: PayloadRequest; account: string | null; provider: string | null; connectionId: string | null }): Promise<DryRun> {
  if (account === null) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'Say for which account: workspaceId is missing.' })
  if (provider === null) throw new PatchbayError('validation_failed', { field: 'provider', message: 'Say which provider: its key is missing.' })
  const actor = await requireAccount({ req, account, ability: 'see' })
  const user = actor.kind === 'user' ? actor.id : null
  const input = await loadResolution({ pool: runtime().pool, query: { account, provider, connectionId, user } })
  const choice = chooseCredential({ input, connectionId, now: new Date() })
  const first = choice.candidates[0]
  return {
    source: first?.source ?? null,
    connectionId: first?.source === 'byo' ? first.connection.id : null,
    code: choice.refusal?.code ?? null,
    reasons: choice.reasons,
  }
}
