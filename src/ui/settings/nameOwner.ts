import { messages } from '#src/messages/messages.ts'
import type { Viewer } from './Viewer.ts'

/** The owner's name, "you", that there is none (a program made it), or that the person is no longer here. */
export function nameOwner({ owner, people, viewer }: { owner: string | null; people: Record<string, string>; viewer: Viewer }): string {
  if (owner === viewer.id) return messages().settings.you
  if (owner === null) return messages().connections.noOwner
  return people[owner] ?? messages().settings.formerMember
}
