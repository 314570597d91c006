import { Gutter, SetStepNav } from '@payloadcms/ui'
import type { AdminViewServerProps } from 'payload'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { ImportRows } from './ImportRows.tsx'

/** The page that takes rows in. Payload lets in whoever may use the panel; the address it asks decides who may do what. */
export const ImportView = ({ searchParams }: AdminViewServerProps) => {
  const text = panelMessages().catalogTools.transfer
  return (
    <Gutter className="row-tools row-tools__page">
      <SetStepNav nav={[{ label: text.back, url: '/admin/collections/integration-providers' }, { label: text.title }]} />
      <h1>{text.title}</h1>
      <p>{text.lead}</p>
      <ImportRows from={searchParams?.from === 'starters' ? 'starters' : null} />
    </Gutter>
  )
}
