import { cache } from 'react'
import { loadConnections } from '#src/server/loadConnections.ts'

/** The account's connections as this person sees them, read once a request: the navigation counts what a page lists. */
export const readConnections = cache((account: string, user: string) => loadConnections({ account, user }))
