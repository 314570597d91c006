'use client'
import { panelMessages } from '#src/messages/panelMessages.ts'
import type { ApiProblem } from '#src/ui/ApiError.ts'

const most = 12

/** What was refused and why, each fault on a line of its own with its path in front. */
export function FaultList({ problems }: { problems: Pick<ApiProblem, 'message' | 'hint'>[] }) {
  const hints = [...new Set(problems.map(({ hint }) => hint))]
  return (
    <div className="row-tools__faults" role="alert">
      <ul>{problems.slice(0, most).map(({ message }, index) => <li key={index}>{message}</li>)}</ul>
      {problems.length > most && <p>{panelMessages().catalogTools.dryRun.more(problems.length - most)}</p>}
      {hints.length === 1 && hints[0] !== null && <p>{hints[0]}</p>}
    </div>
  )
}
