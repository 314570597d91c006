import type { ProviderHealth } from '#src/engine/connections/Overview.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { Section } from './Section.tsx'

const shown = 12
const needs = (one: ProviderHealth): number => one.failing + one.awaitingConsent + one.cutOff + (one.isCutOff ? 1 : 0)

/** Connections by state for each provider, over all accounts; what needs a hand comes first. */
export function HealthTable({ providers }: { providers: ProviderHealth[] }) {
  const text = panelMessages().platform.overview.health
  const { columns } = text
  const sorted = [...providers].sort((a, b) => needs(b) - needs(a))
  const rows = sorted.filter((one, index) => index < shown || needs(one) > 0)
  return (
    <Section all={{ href: '/admin/collections/connections', label: panelMessages().platform.overview.all }} id="health" lead={providers.length === 0 ? text.empty : text.lead} title={text.title}>
      {providers.length > 0 && (
        <div className="pb-scroll" role="region" aria-labelledby="overview-health" tabIndex={0}>
          <table className="pb-table">
            <thead>
              <tr>
                <th scope="col">{columns.provider}</th>
                {[columns.accounts, columns.active, columns.pending, columns.failing, columns.consent, columns.cutOff, columns.other].map((name) => <th key={name} scope="col">{name}</th>)}
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.key}>
                  <th scope="row"><a href={`/admin/collections/connections?where[provider][equals]=${one.key}`}>{one.name}</a></th>
                  <Count n={one.accounts} />
                  <Count n={one.active} />
                  <Count n={one.pending} />
                  <Count isBad n={one.failing} />
                  <Count isBad n={one.awaitingConsent} />
                  <Count isBad n={one.cutOff} />
                  <Count n={one.disconnected + one.inactive + one.revoked} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {sorted.length > rows.length && <p className="pb-faint">{text.more(sorted.length - rows.length)}</p>}
    </Section>
  )
}

const Count = ({ n, isBad = false }: { n: number; isBad?: boolean }) => (
  <td className={n === 0 ? 'pb-faint' : isBad ? 'pb-bad' : undefined}>{n.toLocaleString(currentReader().locale)}</td>
)
