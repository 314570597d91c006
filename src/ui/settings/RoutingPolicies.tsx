'use client'
import { messages } from '#src/messages/messages.ts'
import { isManager } from './canChange.ts'
import type { ConnectionsData } from './ConnectionsData.ts'
import { listPolicies } from './listPolicies.ts'
import { PolicyRow } from './PolicyRow.tsx'
import type { Viewer } from './Viewer.ts'

const text = () => messages().settings.routing

export function RoutingPolicies({ data, viewer }: { data: ConnectionsData; viewer: Viewer }) {
  const rows = listPolicies(data)
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="routing" className="mt-10">
      <h2 id="routing" className="text-lg font-semibold">{text().title}</h2>
      <p className="mt-0.5 mb-3 max-w-[72ch] text-soft">{text().lead}{!isManager(viewer) && ` ${text().adminsOnly}`}</p>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {rows.map(({ policy, connections }) => <PolicyRow key={policy.provider} policy={policy} provider={data.providers[policy.provider]} connections={connections} usage={usageOf({ data, provider: policy.provider, connections })} viewer={viewer} />)}
      </ul>
    </section>
  )
}

/** By whose key, in the last 30 days. */
const usageOf = ({ data, provider, connections }: { data: ConnectionsData; provider: string; connections: { id: string }[] }): { own: number; builtIn: number } => ({
  own: connections.reduce((sum, one) => sum + (data.usage.byConnection[one.id]?.month ?? 0), 0),
  builtIn: data.usage.builtIn[provider] ?? 0,
})
