/**
 * Whose session a browser sent along, by its cookie alone; null where there is none or it cannot be read. It is not
 * verified, so that it may only ever be a reason to refuse. Payload takes the cookie of a step from another site for
 * nobody's, and yet somebody is signed in there.
 */
export function sessionPerson({ headers }: Pick<Request, 'headers'>): unknown {
  const session = /(?:^|;\s*)payload-token=([^;]*)/.exec(headers.get('cookie') ?? '')?.[1] ?? ''
  try {
    return (JSON.parse(Buffer.from(session.split('.')[1] ?? '', 'base64url').toString()) as { id?: unknown }).id ?? null
  } catch {
    return null
  }
}
