'use client'
import type { RowChange } from '#src/engine/catalog/diffRow.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'

type Heads = { before: string; after: string }

const most = 100
const text = () => panelMessages().catalogTools.diff

/** Differences field by field: where, what it was, what it is. Values of several lines keep their form. */
export function ChangeTable({ changes, heads }: { changes: RowChange[]; heads?: Heads }) {
  if (changes.length === 0) return <p className="row-tools__quiet">{text().same}</p>
  const { before, after } = heads ?? { before: text().before, after: text().after }
  return (
    <>
      <table className="row-tools__changes">
        <thead>
          <tr>
            <th scope="col">{text().field}</th>
            <th scope="col">{before}</th>
            <th scope="col">{after}</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, most).map((change) => (
            <tr key={change.path}>
              <th scope="row"><code>{change.path.replaceAll('.', '.\u200b')}</code></th>
              <td data-label={before}><Value value={change.before} kind="before" /></td>
              <td data-label={after}><Value value={change.after} kind="after" /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > most && <p>{text().more(changes.length - most)}</p>}
    </>
  )
}

function Value({ value, kind }: { value: unknown; kind: 'before' | 'after' }) {
  if (value === undefined || value === null) return <span className="row-tools__quiet">{text().nothing}</span>
  const shown = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  const Mark = kind === 'before' ? 'del' : 'ins'
  return <Mark className={`row-tools__value row-tools__value--${kind}`}>{shown.length > 2_000 ? `${shown.slice(0, 2_000)}…` : shown}</Mark>
}
