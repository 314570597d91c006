import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { canInAccount } from '#src/access/canInAccount.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { requireConnection } from './requireConnection.ts'
import { readImpact } from './stores/readImpact.ts'

export type Impact = {
  flows: { id: string; name: string }[]
  channels: { id: string; name: string }[]
  /** Named only to those who may list the account's tokens; for all others empty. */
  tokens: { id: string; name: string; lastUsedAt: string | null }[]
  tokenCount: number
  calls30d: number
}

/** What stops when this connection goes: shown before it does. */
export async function connectionImpact({ req, id }: { req: PayloadRequest; id: string }): Promise<Impact> {
  const { record } = await requireConnection({ req, id, need: 'see' })
  const impact = await readImpact({ req, account: record.account, connection: id })
  const actor = await actorOf(req)
  const canListTokens = isPlatformActor(actor) || canInAccount({ actor, ability: 'manage', account: record.account })
  return canListTokens ? impact : { ...impact, tokens: [] }
}
