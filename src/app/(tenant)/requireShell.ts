import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { loadShell } from '#src/server/loadShell.ts'

/** Who is here, read once per request, however many components ask. */
export const readShell = cache(async () => loadShell({ headers: await headers() }))

/**
 * The signed-in user and account, or a 307 to the sign-in page that leads back to `path`.
 * Pages await it before they render anything: behind a Suspense boundary the answer would already be a 200.
 */
export async function requireShell(path: string) {
  const shell = await readShell()
  if (!shell) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  return shell
}
