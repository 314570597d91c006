'use client'

import { Button, toast } from '@payloadcms/ui'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RevocationRun } from '#src/engine/connections/RevocationRun.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { callApi } from '#src/ui/callApi.ts'
import { RevokeDialog } from '../cutOff/RevokeDialog.tsx'
import { RunProgress } from '../cutOff/RunProgress.tsx'
import { Section } from './Section.tsx'

const shownAtMost = 5
const confirmation = 'every account'

/** The newest bulk revocations and how far they are, and the way to revoke by time over all accounts. */
export function RevocationRuns() {
  const { cut, overview: { revocations: text } } = panelMessages().platform
  const dialog = useRef<HTMLDialogElement>(null)
  const [runs, setRuns] = useState<RevocationRun[] | null>(null)
  const load = useCallback(() => void callApi<{ runs: RevocationRun[] }>({ method: 'GET', path: '/revocations' }).then((answer) => setRuns(answer.runs), () => setRuns([])), [])
  useEffect(load, [load])

  const revoke = async (body: { confirm: string }): Promise<void> => {
    const run = await callApi<RevocationRun>({ method: 'POST', path: '/revocations', body })
    toast.success(cut.revoked(run.total))
    load()
  }
  const { locale } = currentReader()
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const about = ({ account, provider, from, until }: RevocationRun): string =>
    [account?.name ?? provider ?? text.all, ...(from === null && until === null ? [] : [text.connected(from === null ? null : day.format(new Date(from)), until === null ? null : day.format(new Date(until)))])].join(', ')

  return (
    <Section id="revocations" lead={text.lead} title={text.title}>
      {runs !== null && runs.length > 0 && (
        <ul className="pb-list">
          {runs.slice(0, shownAtMost).map((run) => (
            <li key={run.id}>
              <span className="pb-grow"><strong>{about(run)}</strong><br /><span className="pb-faint">{text.by(run.askedBy, day.format(new Date(run.askedAt)))}</span></span>
              <RunProgress run={run} />
            </li>
          ))}
        </ul>
      )}
      <div className="pb-panel pb-revoke"><Button buttonStyle="error" onClick={() => dialog.current?.showModal()} size="small">{text.byTime}</Button></div>
      {/* A dialog hangs on the document, which the server has not. */}
      {runs !== null && (
        <RevokeDialog confirm={confirmation} dialogRef={dialog} isTimeNeeded revoke={revoke} title={text.heading}>
          <p>{text.text}</p>
        </RevokeDialog>
      )}
    </Section>
  )
}
