import type { ReactNode } from 'react'
import { currentReader } from '#src/messages/currentReader.ts'
import { Words } from '#src/messages/Words.tsx'

/** Gives our parts of the admin panel the sentences of whoever reads them. */
export const AdminWords = ({ children }: { children: ReactNode }) => <Words language={currentReader().language}>{children}</Words>
