'use client'

import { useEffect, useState } from 'react'
import type { RevocationRun } from '#src/engine/connections/RevocationRun.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { callApi } from '#src/ui/callApi.ts'

const askAgainMs = 3_000

/** How far a bulk revocation is, followed until every provider has been told; with its report. */
export function RunProgress({ run: first }: { run: RevocationRun }) {
  const text = panelMessages().platform.cut.run
  const [run, setRun] = useState(first)
  useEffect(() => {
    if (run.queued === 0) return
    const timer = setTimeout(() => void callApi<RevocationRun>({ method: 'GET', path: `/revocations/${run.id}` }).then(setRun, () => setRun({ ...run })), askAgainMs)
    return () => clearTimeout(timer)
  }, [run])
  const told = run.total - run.queued
  return (
    <div className="pb-run">
      <p role="status">{text.here(run.total)} {run.total > 0 && text.there({ revoked: run.revoked, queued: run.queued, unsupported: run.unsupported, failed: run.failed })}</p>
      {run.queued > 0 && <progress aria-label={text.progress} max={run.total} value={told} />}
      {run.total > 0 && <a download href={`/api/revocations/${run.id}/report`}>{text.report}</a>}
    </div>
  )
}
