import { PatchbayError } from '#src/engine/errors.ts'

/**
 * Nothing is saved for somebody who has cancelled: the connection of the request is gone by then, so this answer is read
 * by nobody.
 * @throws PatchbayError `conflict` when the request was given up
 */
export function refuseGivenUp(req: { signal?: AbortSignal | null }): void {
  if (req.signal?.aborted) throw new PatchbayError('conflict', { message: 'The request was given up before it was done. Nothing was saved.', hint: 'Send it again.' })
}
