import type { ActivityEvent } from '#src/engine/audit/ActivityPage.ts'
import { messages } from '#src/messages/messages.ts'

export type EventWords = {
  who: string
  /** From which address, or from inside of what. */
  from: string | null
  what: string
  /** Which fields, where the sentence alone would not say it. */
  changed: string | null
  target: string
  /** Why it did not happen. */
  reason: string | null
  /** In the words of whoever did it. */
  note: string | null
}

const text = () => messages().activity
const reasons = (): Record<string, { message: string } | undefined> => messages().problem.codes

/** An event in plain words; one of a later version shows under its own name. */
export function describeEvent({ event, viewer }: { event: ActivityEvent; viewer: string }): EventWords {
  const actions: Record<string, string | undefined> = text().actions
  const { action, target, outcome, code } = event
  return {
    who: nameActor({ actor: event.actor, viewer }),
    from: event.address === null ? null : nameOrigin(event.address),
    what: actions[action] ?? action,
    changed: action.endsWith('.updated') ? nameFields(event.changed) : null,
    target: target.label ?? (target.type === null ? text().noTarget : (text().things[target.type] ?? target.type)),
    reason: outcome === 'done' || code === null ? null : (messages().reason[code] ?? reasons()[code]?.message ?? code),
    note: event.note === null || event.note.trim() === '' ? null : text().note(event.note),
  }
}

export function nameActor({ actor: { kind, id, label }, viewer }: { actor: ActivityEvent['actor']; viewer: string }): string {
  if (kind === 'system') return text().system
  if (kind === 'anonymous') return text().anonymous
  if (kind === 'token') return text().token(label ?? (id ?? '').slice(0, 8))
  return id === viewer ? text().you : label || text().former
}

const nameOrigin = (address: string): string => {
  const words: Record<string, string | undefined> = text().inside
  return words[address] ?? text().cameFrom(address)
}

function nameFields(fields: string[]): string | null {
  const words = [...new Set(fields.map((name) => text().fields[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)))]
  return words.length === 0 ? null : text().changed(words)
}
