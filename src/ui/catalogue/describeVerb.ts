import type { DetailConnection } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'

/** States that a new key or a new sign-in at the provider, and nothing else, gets out of. */
const needsKey = new Set<string>(['disconnected', 'error', 'expired', 'revoked'])
const pressing = new Set<string>(['disconnected', 'error', 'expired'])

type Connection = Pick<DetailConnection, 'id' | 'status' | 'mode'>

/** What a connection's state asks for, and where in Settings that is done. */
export function describeVerb(connection: Connection): { word: string; href: string; isPressing: boolean } {
  const isKeyless = needsKey.has(connection.status)
  return { word: isKeyless ? wordOf(connection) : messages().status.active.verb, href: `/settings/integrations?${isKeyless ? 'replace' : 'show'}=${connection.id}`, isPressing: pressing.has(connection.status) }
}

/** Where people sign in at the provider there is no key to add or replace. */
function wordOf({ status, mode }: Connection): string {
  const { status: words, settings: { verbs } } = messages()
  if (mode === 'service') return words[status].verb
  return status === 'disconnected' ? verbs.authorize : verbs.reconnect
}
