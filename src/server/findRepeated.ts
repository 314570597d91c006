import { createHmac } from 'node:crypto'
import type { PayloadRequest } from 'payload'
import type { Actor } from '#src/access/Actor.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { findByRequestKey } from './stores/findByRequestKey.ts'

const wellFormed = /^[\x21-\x7e]{8,100}$/

type Question = { req: PayloadRequest; actor: Actor; /** The body as it was read. */ input: unknown }

/**
 * The header `Idempotency-Key` as it is stored: a keyed hash together with who sent it and what was asked for. So nobody
 * meets the request of another, and a key used twice never answers "saved" for what was not. Null without the header.
 * @throws PatchbayError `invalid_request`
 */
export function requestKeyOf({ req, actor, input }: Question): string | null {
  const given = req.headers.get('idempotency-key')
  if (given === null || actor.kind === 'anonymous') return null
  if (!wellFormed.test(given)) throw new PatchbayError('invalid_request', { message: 'Idempotency-Key is not 8 to 100 visible characters.', hint: 'Send a UUID, the same one when the same request is sent again.' })
  // Keyed, since the body may hold a password short enough to be guessed from a plain hash.
  return createHmac('sha256', req.payload.secret).update(JSON.stringify([actor.kind, actor.id, given, input])).digest('hex')
}

/**
 * The connection that this very request has made before (a double click, an answer that was lost), or null.
 * @throws PatchbayError `conflict` when it was deleted since
 */
export async function findRepeated({ req, account, requestKey }: { req: PayloadRequest; account: string; requestKey: string | null }): Promise<string | null> {
  const made = requestKey === null ? null : await findByRequestKey({ req, account, requestKey })
  if (made?.isDeleted) throw new PatchbayError('conflict', { message: 'This request made a connection that was deleted since.', hint: 'Send it with another Idempotency-Key.' })
  return made?.id ?? null
}
