import type { AuditKind } from './auditActions.ts'

/** One event of the trail as its readers get it. */
export type ActivityEvent = {
  id: string
  /** ISO 8601. */
  at: string
  action: string
  actor: { kind: 'user' | 'token' | 'system' | 'anonymous'; id: string | null; label: string | null }
  /** The client's IP address or a word of Trace.ts; null where unknown, or not this reader's to see. */
  address: string | null
  /** `isThere`: a connection that this reader still finds in Settings. */
  target: { type: string | null; id: string | null; label: string | null; isThere: boolean }
  provider: string | null
  outcome: 'done' | 'denied' | 'failed'
  code: string | null
  /** What whoever did it said of it: why something was cut off. */
  note: string | null
  /** Names of the fields that changed. */
  changed: string[]
}

/** A place between two pages: the events before (older) or after (newer) that one. */
export type ActivityPlace = { side: 'before' | 'after'; at: string; id: string }

/** What a reader can filter by: whatever occurs in what they may see, under its latest name. */
export type ActivityChoices = {
  actors: { id: string; kind: ActivityEvent['actor']['kind']; label: string | null }[]
  kinds: AuditKind[]
  providers: { key: string; name: string }[]
  connections: { id: string; label: string | null }[]
}

export type ActivityPage = {
  /** Newest first. */
  events: ActivityEvent[]
  /** Of all that fit the filter; 1,001 stands for more than 1,000. */
  total: number
  hasNewer: boolean
  hasOlder: boolean
  choices: ActivityChoices
}
