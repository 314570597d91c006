import type { DocumentViewServerProps } from 'payload'
import { Gutter, SetStepNav } from '@payloadcms/ui'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { RowHistory } from './RowHistory.tsx'

/** In place of Payload's list of versions and its comparison, which shows rows as JSON: who changed what, field by field. */
export const HistoryView = ({ doc, routeSegments }: DocumentViewServerProps) => {
  const { history: text, transfer } = panelMessages().catalogTools
  const id = String((doc as { id?: unknown } | undefined)?.id ?? routeSegments[2])
  const path = '/admin/collections/integration-providers'
  return (
    <Gutter className="row-tools row-tools__page">
      <SetStepNav nav={[{ label: transfer.back, url: path }, { label: String((doc as { name?: unknown } | undefined)?.name ?? id), url: `${path}/${id}` }, { label: text.title }]} />
      <h2>{text.title}</h2>
      <p className="row-tools__quiet">{text.lead}</p>
      <RowHistory id={id} />
    </Gutter>
  )
}
