import type { CatalogState } from '#src/engine/connections/Overview.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { Section } from './Section.tsx'

/** The rows that leave a tenant most alone, the worst first. */
export function RowList({ catalog: { live, complete, worst } }: { catalog: CatalogState }) {
  const { catalog: text, all } = panelMessages().platform.overview
  return (
    <Section all={{ href: '/admin/collections/integration-providers', label: all }} id="catalog" lead={live > 0 && worst.length === 0 ? text.complete : text.lead(complete, live)} title={text.title}>
      {worst.length > 0 && (
        <ul className="pb-list">
          {worst.map((row) => (
            <li key={row.id}>
              <span><a href={`/admin/collections/integration-providers/${row.id}`}>{row.name}</a> <span className="pb-faint">{text.lacks(row.lacks.map((part) => text.parts[part] ?? part))}</span></span>
              <span className="pb-end pb-score">
                <span aria-hidden="true" className="pb-meter"><span style={{ inlineSize: `${row.score}%` }} /></span>
                {text.score(row.score)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
