import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { canInAccount } from '#src/access/canInAccount.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import type { CutKind } from '#src/engine/connections/CutOff.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import { requireConnection } from './requireConnection.ts'
import { type Cut, readCut } from './stores/cuts.ts'

/**
 * What is to be cut off, for the platform alone. Who may see it hears that only the platform may; to others it is absent.
 * @throws PatchbayError `unauthenticated`, `not_found`, `forbidden`
 */
export async function requireCutTarget({ req, kind, id }: { req: PayloadRequest; kind: CutKind; id: string }): Promise<Cut> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (!isUuid(id)) throw new PatchbayError('not_found')
  const isPlatform = isPlatformActor(actor)
  if (kind === 'account' && !isPlatform && !canInAccount({ actor, ability: 'see', account: id })) throw new PatchbayError('not_found')
  if (kind === 'connection') await requireConnection({ req, id, need: 'see' })
  const cut = await readCut({ req, kind, id })
  if (cut === null) throw new PatchbayError('not_found')
  if (isPlatform) return cut
  if (cut.account !== null) req.context.deniedIn = cut.account
  throw new PatchbayError('forbidden', { message: 'Only the platform cuts off, lifts that and revokes in bulk.', hint: 'Ask a platform admin.' })
}
