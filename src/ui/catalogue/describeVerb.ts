import type { DetailConnection } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'

/** States that a new key, and nothing else, gets out of. */
const needsKey = new Set<string>(['disconnected', 'error', 'expired', 'revoked'])
const pressing = new Set<string>(['disconnected', 'error', 'expired'])

/** What a connection's state asks for, and where in Settings that is done. */
export function describeVerb({ id, status }: Pick<DetailConnection, 'id' | 'status'>): { word: string; href: string; isPressing: boolean } {
  const isKeyless = needsKey.has(status)
  return { word: isKeyless ? messages().status[status].verb : messages().status.active.verb, href: `/settings/integrations?${isKeyless ? 'replace' : 'show'}=${id}`, isPressing: pressing.has(status) }
}
