'use client'
import { Button, toast, useListQuery } from '@payloadcms/ui'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { downloadRows } from './downloadRows.ts'

const importPath = '/admin/collections/integration-providers/import'

/** Above the list of providers: rows in, rows out; in an empty catalog the first step. */
export const ListTools = () => {
  const { data, query } = useListQuery()
  const text = panelMessages().catalogTools.transfer
  const keys = (data?.docs ?? []).flatMap(({ key }) => (typeof key === 'string' ? [key] : []))
  const isNarrowed = Boolean(query?.search) || (query?.where !== undefined && Object.keys(query.where).length > 0)
  const download = (some?: string[]): void => void downloadRows(some).catch(() => toast.error(text.exportFailed))
  if (data?.totalDocs === 0 && !isNarrowed) {
    return (
      <div className="row-tools row-tools__empty">
        <h2>{text.emptyTitle}</h2>
        <p>{text.emptyText}</p>
        <div className="row-tools__actions">
          <Button el="anchor" margin={false} url={`${importPath}?from=starters`}>{text.starters}</Button>
          <Button buttonStyle="secondary" el="anchor" margin={false} url={importPath}>{text.import}</Button>
        </div>
      </div>
    )
  }
  return (
    <div className="row-tools row-tools__actions row-tools__actions--list">
      <Button buttonStyle="secondary" el="anchor" margin={false} size="small" url={importPath}>{text.import}</Button>
      <Button buttonStyle="secondary" margin={false} onClick={() => download()} size="small" type="button">{text.exportAll}</Button>
      {keys.length > 0 && <Button buttonStyle="secondary" margin={false} onClick={() => download(keys)} size="small" type="button">{text.exportShown(keys.length)}</Button>}
    </div>
  )
}
