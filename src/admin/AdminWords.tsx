import type { ReactNode } from 'react'
import { currentReader } from '#src/messages/currentReader.ts'
import { PanelSentences } from './PanelSentences.tsx'

/** Gives our parts of the admin panel the sentences of whoever reads them. */
export const AdminWords = ({ children }: { children: ReactNode }) => <PanelSentences language={currentReader().language}>{children}</PanelSentences>
