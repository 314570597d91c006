import type { DocumentViewServerProps } from 'payload'
import { Gutter } from '@payloadcms/ui'
import { messages } from '#src/messages/messages.ts'
import { RowHistory } from './RowHistory.tsx'

/** In place of Payload's list of versions and its comparison, which shows rows as JSON: who changed what, field by field. */
export const HistoryView = ({ doc, routeSegments }: DocumentViewServerProps) => {
  const text = messages().catalogTools.history
  return (
    <Gutter className="row-tools row-tools__page">
      <h2>{text.title}</h2>
      <p className="row-tools__quiet">{text.lead}</p>
      <RowHistory id={String((doc as { id?: unknown } | undefined)?.id ?? routeSegments[2])} />
    </Gutter>
  )
}
