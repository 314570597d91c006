import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionStatus } from '#src/engine/ports.ts'
import type { Dictionary } from '#src/messages/Dictionary.ts'
import { messages } from '#src/messages/messages.ts'
import type { IconName } from '../primitives/Icon.tsx'
import type { Tone } from '../primitives/Pill.tsx'

export type CardSummary = {
  state: { tone: Tone; word: string; icon: IconName } | null
  verb: string
  /** A fact in words, and the moment it ends with, if any. */
  fact: { text: string; at: string | null }
}

/** The most pressing state speaks for the card: what needs a hand first, then what works, then what rests. */
const urgency: ConnectionStatus[] = ['error', 'expired', 'disconnected', 'active', 'pending', 'revoked', 'inactive']

const stateOf = ({ card: words, status: statusWords }: Dictionary): Record<ConnectionStatus, { tone: Tone; word: string; icon: IconName; verb: string }> => ({
  error: { tone: 'bad', icon: 'alert', word: statusWords.error.word, verb: words.verbs.fix },
  expired: { tone: 'bad', icon: 'alert', word: statusWords.expired.word, verb: words.verbs.fix },
  active: { tone: 'ok', icon: 'check', word: words.connected, verb: words.verbs.manage },
  pending: { tone: 'idle', icon: 'clock', word: statusWords.pending.word, verb: words.verbs.test },
  disconnected: { tone: 'idle', icon: 'lock', word: statusWords.disconnected.word, verb: words.verbs.finish },
  revoked: { tone: 'idle', icon: 'close', word: statusWords.revoked.word, verb: words.verbs.reconnect },
  inactive: { tone: 'idle', icon: 'pause', word: statusWords.inactive.word, verb: words.verbs.manage },
})

/** Place of a card among others: 0 is the most pressing; without connections it comes last. */
export function rankUrgency({ connections }: Pick<ProviderCard, 'connections'>): number {
  const rank = urgency.findIndex((status) => connections.some((connection) => connection.status === status))
  return rank === -1 ? urgency.length : rank
}

/** What a card says besides name and description. */
export function describeCard(card: Pick<ProviderCard, 'status' | 'signIn' | 'connections'>): CardSummary {
  const { card: words, marketplace } = messages()
  const worst = urgency.find((status) => card.connections.some((connection) => connection.status === status))
  if (worst !== undefined) {
    const { verb, ...state } = stateOf(messages())[worst]
    return { state, verb, fact: describeUse(card.connections) }
  }
  const ways = { text: card.signIn.map((one) => marketplace.signIn[one]).join(' · '), at: null }
  if (card.status === 'coming_soon') return { state: { tone: 'idle', word: words.comingSoon, icon: 'clock' }, verb: words.verbs.view, fact: { text: words.notYet, at: null } }
  if (card.status === 'deprecated') return { state: { tone: 'idle', word: words.retiring, icon: 'clock' }, verb: words.verbs.view, fact: ways }
  return { state: null, verb: card.status === 'live' ? words.verbs.connect : words.verbs.view, fact: ways }
}

function describeUse(connections: ProviderCard['connections']): CardSummary['fact'] {
  const { card: words } = messages()
  const lastUsedAt = connections.map((connection) => connection.lastUsedAt).filter((at) => at !== null).sort().at(-1) ?? null
  const number = words.connections(connections.length)
  return lastUsedAt === null ? { text: `${number} · ${words.neverUsed}`, at: null } : { text: `${number} · `, at: lastUsedAt }
}
