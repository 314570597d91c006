'use client'
import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import type { ConnectionStatus } from '#src/engine/ports.ts'
import { messages } from '#src/messages/messages.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'

const text = () => panelMessages().catalogTools.impact

/** What a change touches, gravest first. With nothing changed it says who uses the provider. */
export function ImpactSummary({ impact }: { impact: ProviderImpact }) {
  const lines = [...lostLines(impact), ...fieldLines(impact), ...statusLines(impact)]
  const { consent, consentReach } = impact
  return (
    <div className="row-tools__impact">
      <UseLine impact={impact} />
      <ul>
        {consent.length > 0 && <li>{text().consent(consentReach.connections, consentReach.accounts)}<ul>{consentLines(impact).map((line) => <li key={line}>{line}</li>)}</ul></li>}
        {lines.map((line) => <li key={line}>{line}</li>)}
      </ul>
    </div>
  )
}

const lostLines = ({ lostMethods }: ProviderImpact): string[] => lostMethods.map(({ connections, accounts, authMethod }) => text().lostMethod(connections, accounts, authMethod))

function consentLines({ consent }: ProviderImpact): string[] {
  const { kinds } = text()
  return [...new Set(consent.map(({ kind, host }) => (kind === 'host' ? kinds.host(host ?? '') : kinds[kind])))]
}

const fieldLines = ({ missingFields, droppedFields }: ProviderImpact): string[] => [
  ...missingFields.map(({ connections, accounts, label }) => text().missingField(connections, accounts, label)),
  ...droppedFields.map(({ connections, accounts, field }) => text().droppedField(connections, accounts, field)),
]

function statusLines({ status }: ProviderImpact): string[] {
  if (status === null) return []
  return [{ hidden: text().hide, coming_soon: text().comingSoon, deprecated: text().deprecate, live: text().live }[status.to]]
}

function UseLine({ impact: { inUse } }: { impact: ProviderImpact }) {
  const words = messages().status
  const counts = [
    ...Object.entries(inUse.byStatus).map(([status, n]) => `${words[status as ConnectionStatus].word}: ${n}`),
    ...(inUse.inTrash === 0 ? [] : [text().inTrash(inUse.inTrash)]),
    ...(inUse.builtIns === 0 ? [] : [text().builtIns(inUse.builtIns)]),
    ...(inUse.policies === 0 ? [] : [text().policies(inUse.policies)]),
  ]
  return (
    <>
      <p>{inUse.connections === 0 ? text().unused : text().use(inUse.connections, inUse.accounts)}</p>
      {counts.length > 0 && <p className="row-tools__quiet">{counts.join(' · ')}</p>}
    </>
  )
}
