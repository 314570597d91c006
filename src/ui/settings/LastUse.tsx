'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import type { ConnectionsData } from './ConnectionsData.ts'

type User = ConnectionsData['lastUsers'][string] | undefined

export function LastUse({ connection, user }: { connection: ConnectionView; user: User }) {
  if (connection.lastUsedAt === null) return <span className="text-faint">{messages().settings.never}</span>
  return (
    <>
      <span className="block"><TimeAgo iso={connection.lastUsedAt} /></span>
      {user && <span className="block truncate text-sm text-faint table:max-w-[22ch]" title={user.name ?? undefined}>{sayUser(user)}</span>}
    </>
  )
}

function sayUser({ kind, name }: NonNullable<User>): string {
  const text = messages().connections.by
  if (kind === 'server') return text.server
  if (kind === 'token') return name === null ? text.anyToken : text.token(name)
  return name === null ? text.former : text.user(name)
}
