'use client'
import { Button } from '@payloadcms/ui'
import type { RowVersion } from '#src/engine/catalog/RowVersion.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { ChangeTable } from './ChangeTable.tsx'

/** One version: when, by whom, what it changed, and how it differs from the row as it is. */
export function VersionEntry({ version, onRestore }: { version: RowVersion; onRestore: () => void }) {
  const { history: text, diff } = panelMessages().catalogTools
  const { savedAt, savedBy, isCurrent, changes, changesFromCurrent } = version
  const when = new Intl.DateTimeFormat(currentReader().locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(savedAt))
  const isSame = changesFromCurrent.length === 0
  return (
    <li className="row-tools__version" tabIndex={-1}>
      <div className="row-tools__version-head">
        <h3><time dateTime={savedAt}>{when}</time> {text.by(savedBy ?? text.platform)}</h3>
        {isCurrent && <span className="row-tools__action row-tools__action--updated">{text.current}</span>}
      </div>
      {changes === null && <p className="row-tools__quiet">{text.first}</p>}
      {changes?.length === 0 && <p className="row-tools__quiet">{text.noChange}</p>}
      {changes !== null && changes.length > 0 && (
        <details>
          <summary>{text.changed(changes.length)}</summary>
          <ChangeTable changes={changes} />
        </details>
      )}
      {!isCurrent && isSame && <p className="row-tools__quiet">{text.sameAsNow}</p>}
      {!isCurrent && !isSame && (
        <>
          <details>
            <summary>{text.compare}</summary>
            <ChangeTable changes={changesFromCurrent} heads={{ before: diff.now, after: diff.former }} />
          </details>
          <Button buttonStyle="secondary" margin={false} onClick={onRestore} size="small" type="button">{text.restore}</Button>
        </>
      )}
    </li>
  )
}
