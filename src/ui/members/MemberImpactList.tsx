'use client'
import { messages } from '#src/messages/messages.ts'
import type { MemberImpact } from '../peopleApi.ts'
import { Spinner } from '../primitives/Spinner.tsx'

const text = () => messages().members.removeDialog
const most = 8

/** What becomes of what somebody has in the account, and `heir` who takes over. Keeps its height while loading. */
export function MemberImpactList({ impact, hasFailed, heir }: { impact: MemberImpact | null; hasFailed: boolean; heir: string }) {
  const isEmpty = impact !== null && impact.privateConnections.length + impact.sharedConnections.length + impact.tokens.length + impact.invitations === 0
  return (
    <div aria-live="polite" className="my-4 min-h-11 space-y-2 rounded-[10px] bg-well px-3.5 py-2.5">
      {hasFailed && <p>{text().unknown}</p>}
      {!hasFailed && impact === null && <p className="flex items-center gap-2 text-soft"><Spinner />{text().loading}</p>}
      {isEmpty && <p>{text().nothing}</p>}
      {impact && <Group says={text().private} names={impact.privateConnections.map((one) => `${one.name} · ${one.provider}${one.calls30d === 0 ? '' : ` · ${messages().settings.remove.calls(one.calls30d)}`}`)} />}
      {impact && <Group says={(n) => text().shared(n, heir)} names={impact.sharedConnections.map((one) => `${one.name} · ${one.provider}`)} />}
      {impact && <Group says={text().tokens} names={impact.tokens.map((one) => one.name)} />}
      {impact && impact.invitations > 0 && <p>{text().invitations(impact.invitations)}</p>}
    </div>
  )
}

/** A count, and the names behind it; many are cut off, since the count has said how many. */
function Group({ says, names }: { says: (n: number) => string; names: string[] }) {
  if (names.length === 0) return null
  return (
    <div>
      <p className="[overflow-wrap:anywhere]">{says(names.length)}</p>
      <ul className="mt-0.5 list-disc pl-4.5 text-sm text-soft [overflow-wrap:anywhere] marker:text-faint">
        {names.slice(0, most).map((name, index) => <li key={`${index} ${name}`}>{name}</li>)}
        {names.length > most && <li>…</li>}
      </ul>
    </div>
  )
}
