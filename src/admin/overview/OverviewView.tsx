import type { Overview } from '#src/engine/connections/Overview.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { AttentionList } from './AttentionList.tsx'
import { CallTable } from './CallTable.tsx'
import { FailureList } from './FailureList.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { HealthTable } from './HealthTable.tsx'
import { InstallationState } from './InstallationState.tsx'
import { RequestList } from './RequestList.tsx'
import { RevocationRuns } from './RevocationRuns.tsx'
import { RowList } from './RowList.tsx'

/** The first page of the panel: what is new, what needs a hand, how everything is. */
export function OverviewView({ overview: { steps, health, calls, catalog, requests, system } }: { overview: Overview }) {
  const text = panelMessages().platform.overview
  return (
    <div className="pb-overview">
      <header>
        <h1>{text.title}</h1>
        <p className="pb-faint">{text.lead(health.accounts, health.connections)}</p>
      </header>
      {steps && <FirstSteps list={steps} />}
      <AttentionList health={health} />
      <FailureList failures={health.failures} />
      <HealthTable providers={health.providers} />
      <CallTable calls={calls} />
      <RowList catalog={catalog} />
      <RequestList requests={requests} />
      <RevocationRuns />
      <InstallationState system={system} />
    </div>
  )
}
