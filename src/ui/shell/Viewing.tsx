'use client'
import { createContext, type ReactNode } from 'react'

export type SignedInUser = { id: string; email: string }

/** Who the page was made for; null where nobody is signed in. */
export const ViewingUser = createContext<SignedInUser | null>(null)

export const Viewing = ({ user, children }: { user: SignedInUser | null; children: ReactNode }) => <ViewingUser value={user}>{children}</ViewingUser>
