'use client'

import { useRowCheck } from './useRowCheck.ts'

/** What the last check said of this very place of the row. */
export function ProblemLine({ path }: { path: string }) {
  const { problems } = useRowCheck()
  const own = problems.filter((problem) => problem.path === path)
  return (
    <div aria-live="polite">
      {own.map(({ reason }) => <p className="provider-problem" key={reason}>{reason}</p>)}
    </div>
  )
}
