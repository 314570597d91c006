'use client'
import { createContext, type ReactNode } from 'react'
import { SessionKeeper } from './SessionKeeper.tsx'
import { openedBy } from './openedBy.ts'

export type SignedInUser = { id: string; email: string }
type Props = { user: SignedInUser | null; account: { id: string; name: string } | null; children: ReactNode }

/** Who the page was made for; null where nobody is signed in. */
export const ViewingUser = createContext<SignedInUser | null>(null)

/** Around every page. For another person it begins anew: what somebody typed is not the next one's to send. */
export function Viewing({ user, account, children }: Props) {
  if (user === null) return children
  return (
    <ViewingUser key={user.id} value={user}>
      <meta name={openedBy.meta} content={user.id} />
      <SessionKeeper viewer={user} account={account}>{children}</SessionKeeper>
    </ViewingUser>
  )
}
