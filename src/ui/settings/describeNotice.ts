import type { Notice } from '#src/engine/connections/listNotices.ts'
import { messages } from '#src/messages/messages.ts'
import { describeAge } from '../primitives/describeAge.ts'

export type NoticeWords = {
  sentence: string
  more: string | null
  hosts: string[]
  /** What the button says; null where this reader cannot apply the cure. */
  verb: string | null
  /** Who can, where this reader cannot. */
  who: string | null
}

type Question = { notice: Notice; provider: string; owner: string; now: Date }

/** A notice in plain words: the thing, what is the matter with it, and the cure or who has it. */
export function describeNotice({ notice, provider, owner, now }: Question): NoticeWords {
  const { canAct, kind, connection } = notice
  const { settings, connections } = messages()
  const { sentence, more = null, hosts = [] } = sayWhat({ notice, provider, now })
  const isSignedIn = connection.mode === 'oauth-user'
  const verbs: Partial<Record<Notice['kind'], string>> = { disconnected: isSignedIn ? settings.verbs.authorize : settings.verbs.addKey, consent: settings.consent.agree, grant: messages().authorize.missing.verb }
  const who = kind === 'blocked' ? connections.notices.onlyPlatform : kind === 'consent' ? connections.notices.onlyManagers : connection.owner === null ? connections.notices.onlyManagers : connections.notices.who(owner)
  return { sentence, more, hosts, verb: canAct ? (verbs[kind] ?? (isSignedIn ? settings.verbs.reconnect : settings.attention.replace)) : null, who: canAct ? null : who }
}

type Said = { sentence: string; more?: string; hosts?: string[] }

function sayWhat({ notice: { connection, kind }, provider, now }: Pick<Question, 'notice' | 'provider' | 'now'>): Said {
  const { settings: { attention, consent }, connections: { notices } } = messages()
  const { displayName: name, expiresAt, rotateBy, blockedReason } = connection
  switch (kind) {
    case 'blocked':
      return { sentence: blockedReason === null ? attention.blocked(name) : notices.blocked(name, blockedReason) }
    case 'refused':
      return { sentence: connection.mode === 'oauth-user' ? messages().authorize.ended(name, provider) : attention.refused(name, provider) }
    case 'lacks':
      return { sentence: attention.lacks(name, provider) }
    case 'soon':
      return { sentence: attention.soon(name, describeAge({ at: new Date(expiresAt ?? now), now })) }
    case 'rotate':
      return { sentence: rotateBy !== null && Date.parse(rotateBy) > now.getTime() ? attention.rotateSoon(name, describeAge({ at: new Date(rotateBy), now })) : attention.rotate(name) }
    case 'disconnected':
      return { sentence: connection.mode === 'oauth-user' ? messages().authorize.waits(name) : notices.disconnected(name) }
    case 'grant':
      return { sentence: messages().authorize.missing.lead(name, provider), more: messages().authorize.missing.text(connection.missingScopes) }
    case 'consent':
      return sayTerms({ terms: connection.hostsAwaitingConsent, provider, name: consent.quoted(name) })
    default:
      return { sentence: attention[kind](name) }
  }
}

/** Terms that start with # are marks of a changed way of sending, testing or getting tokens; the others are hosts. */
function sayTerms({ terms, provider, name }: { terms: string[]; provider: string; name: string }): Said {
  const text = messages().settings.consent
  const hosts = terms.filter((term) => !term.startsWith('#'))
  if (terms.some((term) => term.startsWith('#sending='))) return { sentence: text.leadSending(provider), more: text.textSending(name), hosts }
  if (terms.some((term) => term.startsWith('#exchange='))) return { sentence: text.leadExchange(provider), more: text.textExchange(name), hosts }
  return hosts.length > 0 ? { sentence: text.leadHosts(provider), more: text.textHosts(name), hosts } : { sentence: text.leadTest(provider), more: text.textTest(name), hosts }
}
