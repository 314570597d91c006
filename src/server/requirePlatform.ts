import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { isPlatformActor } from '#src/access/isPlatformAdmin.ts'
import { PatchbayError } from '#src/engine/errors.ts'

/** @throws PatchbayError `unauthenticated`, `forbidden` */
export async function requirePlatform({ req }: { req: PayloadRequest }): Promise<void> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (!isPlatformActor(actor)) throw new PatchbayError('forbidden', { hint: 'Ask a platform admin.' })
}
