import { openedByAnother } from '#src/server/requireOpener.ts'

/**
 * A page says with `x-patchbay-opened-by` for whom it was drawn. When somebody else has signed in since in another tab of
 * that browser, nothing it sends is done in their name. The session is read and not verified: it can only refuse here,
 * and whether it is good is judged afterwards, as ever.
 * @throws PatchbayError `conflict` on `openedBy`
 */
export function checkOpener({ headers }: Pick<Request, 'headers'>): void {
  const openedBy = headers.get('x-patchbay-opened-by')
  const session = /(?:^|;\s*)payload-token=([^;]*)/.exec(headers.get('cookie') ?? '')?.[1]
  if (openedBy === null || !session || headers.has('authorization')) return
  const user = readUser(session)
  if (user !== null && user !== openedBy) throw openedByAnother()
}

/** Who a session is of; null for one that cannot be read, which is refused for being that. */
function readUser(session: string): unknown {
  try {
    return (JSON.parse(Buffer.from(session.split('.')[1] ?? '', 'base64url').toString()) as { id?: unknown }).id ?? null
  } catch {
    return null
  }
}
