import type { ProviderCalls } from '#src/engine/connections/Overview.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { sayMoney } from '#src/ui/primitives/sayMoney.ts'
import { Section } from './Section.tsx'

const shown = 12

/** Who is called most, and at whose expense, over all accounts. `calls` null: there are too many to add up in passing. */
export function CallTable({ calls }: { calls: ProviderCalls[] | null }) {
  const text = panelMessages().platform.overview.calls
  const { columns } = text
  if (calls === null || calls.length === 0) return <Section id="calls" lead={calls === null ? text.tooMany : text.empty} title={text.title}>{null}</Section>
  const hasCost = calls.some((one) => one.cost > 0)
  const heads = [columns.own, columns.builtIn, columns.failed, columns.handedOut, columns.tokens, ...(hasCost ? [columns.cost] : [])]
  return (
    <Section id="calls" lead={text.lead} title={text.title}>
      <div className="pb-scroll" role="region" aria-labelledby="overview-calls" tabIndex={0}>
        <table className="pb-table">
          <thead>
            <tr>
              <th scope="col">{columns.provider}</th>
              {heads.map((name) => <th key={name} scope="col">{name}</th>)}
            </tr>
          </thead>
          <tbody>
            {calls.slice(0, shown).map((one) => (
              <tr key={one.key}>
                <th scope="row">{one.id === null ? one.name : <a href={`/admin/collections/integration-providers/${one.id}`}>{one.name}</a>}</th>
                {[one.own, one.builtIn, one.failed, one.handedOut, one.tokensIn + one.tokensOut].map((n, place) => <td key={heads[place]} className={n === 0 ? 'pb-faint' : undefined}>{n.toLocaleString(currentReader().locale)}</td>)}
                {hasCost && <td className={one.cost === 0 ? 'pb-faint' : undefined}>{one.cost === 0 ? '–' : sayMoney(one.cost)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {calls.length > shown && <p className="pb-faint">{text.more(calls.length - shown)}</p>}
    </Section>
  )
}
