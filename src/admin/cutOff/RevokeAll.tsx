'use client'

import { Button, toast } from '@payloadcms/ui'
import { useRef, useState } from 'react'
import type { Reach } from '#src/engine/connections/CutOff.ts'
import type { RevocationRun } from '#src/engine/connections/RevocationRun.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { callApi } from '#src/ui/callApi.ts'
import { RevokeDialog } from './RevokeDialog.tsx'
import { RunProgress } from './RunProgress.tsx'

type Props = { kind: 'account' | 'provider'; path: string; confirm: string; reach: Reach; onRevoked: () => void }

/** Destroys every credential there, or those connected in a certain time, once its key or slug is typed. */
export function RevokeAll({ kind, path, confirm, reach, onRevoked }: Props) {
  const text = panelMessages().platform.cut
  const dialog = useRef<HTMLDialogElement>(null)
  const [run, setRun] = useState<RevocationRun>()

  const revoke = async (body: { confirm: string }): Promise<void> => {
    const answer = await callApi<{ revoked: number; run: RevocationRun }>({ method: 'POST', path: `${path}/revoke-credentials`, body })
    toast.success(text.revoked(answer.revoked))
    setRun(answer.run)
    onRevoked()
  }

  return (
    <div className="pb-panel">
      <h3>{text.revokeTitle[kind]}</h3>
      <p>{reach.connections === 0 ? text.nothing : text.revokeText}</p>
      {run && <RunProgress key={run.id} run={run} />}
      {reach.connections > 0 && <Button buttonStyle="error" onClick={() => dialog.current?.showModal()} size="small">{text.revoke(reach.connections)}</Button>}
      <RevokeDialog confirm={confirm} dialogRef={dialog} isTimeNeeded={false} revoke={revoke} title={text.revokeHeading(reach.connections)}>
        <p>{text.revokeText}</p>
        <ul><li>{text.reach(reach.accounts, reach.connections, reach.tokens)}</li><li>{text.calls(reach.calls30d)}</li></ul>
      </RevokeDialog>
    </div>
  )
}
