import { messages } from '#src/messages/messages.ts'
import type { ConnectionsData } from './ConnectionsData.ts'

/** What the platform has cut off beyond single connections, one sentence each, the account first. */
export function sayCuts({ cuts, nameOf }: { cuts: ConnectionsData['cuts']; nameOf: (provider: string) => string }): string[] {
  const text = messages().connections.notices
  const ofProviders = Object.entries(cuts.providers).map(([key, { reason }]) => text.providerCut(nameOf(key), reason ?? ''))
  return cuts.account === null ? ofProviders : [text.accountCut(cuts.account.reason ?? ''), ...ofProviders]
}
