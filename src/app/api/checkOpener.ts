import { openedByAnother } from '#src/server/requireOpener.ts'
import { sessionPerson } from '#src/server/sessionPerson.ts'

/**
 * A page says with `x-patchbay-opened-by` for whom it was drawn. When somebody else has signed in since in another tab of
 * that browser, nothing it sends is done in their name. The session is read and not verified: it can only refuse here,
 * and whether it is good is judged afterwards, as ever.
 * @throws PatchbayError `conflict` on `openedBy`
 */
export function checkOpener({ headers }: Pick<Request, 'headers'>): void {
  const openedBy = headers.get('x-patchbay-opened-by')
  if (openedBy === null || headers.has('authorization')) return
  const user = sessionPerson({ headers })
  if (user !== null && user !== openedBy) throw openedByAnother()
}
