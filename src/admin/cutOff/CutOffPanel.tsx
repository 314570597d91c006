'use client'

import { Button, toast, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import type { CutKind, CutOff } from '#src/engine/connections/CutOff.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { callApi } from '#src/ui/callApi.ts'
import { useVerb } from '#src/ui/useVerb.ts'
import { sayFault } from '../sayFault.ts'
import { CutOffDialog } from './CutOffDialog.tsx'
import { RevokeAll } from './RevokeAll.tsx'

const slugs: Record<CutKind, string> = { account: 'accounts', provider: 'integration-providers', connection: 'connections' }

/** On the page of an account, a provider or a connection: cut it off, lift that, revoke all there is. */
export function CutOffPanel({ kind }: { kind: CutKind }) {
  const { id } = useDocumentInfo()
  const text = panelMessages().platform.cut
  const [state, setState] = useState<CutOff | null>(null)
  const [loads, setLoads] = useState(0)
  const path = `/${slugs[kind]}/${id}`

  // Who may not cut off sees no panel; nor does a page without a row yet.
  useEffect(() => {
    if (id !== undefined) void callApi<CutOff>({ method: 'GET', path: `${path}/cut-off` }).then(setState, () => setState(null))
  }, [id, path, loads])
  const load = () => setLoads((count) => count + 1)
  const { isPending: isLifting, run } = useVerb((error) => {
    toast.error(sayFault(text.failed)(error))
    load()
    return null
  })
  if (id === undefined || state === null) return null

  const lift = () =>
    run(async () => {
      setState(await callApi<CutOff>({ method: 'DELETE', path: `${path}/cut-off` }))
      toast.success(text.lifted(state.name))
    })

  return (
    <div className="pb-panels">
      <div className={state.isCutOff ? 'pb-panel pb-panel--cut' : 'pb-panel'}>
        <h3>{state.isCutOff ? text.now : text.title[kind]}</h3>
        <p role="status">{state.isCutOff ? text.is : text.what[kind]}</p>
        {state.isCutOff && <p>{state.reason === null ? text.noReason : text.reasonIs(state.reason)}</p>}
        {state.isCutOff
          ? <Button buttonStyle="secondary" disabled={isLifting} onClick={() => void lift()} size="small">{isLifting ? text.lifting : text.lift}</Button>
          : <CutOffDialog onCut={setState} path={path} state={state} />}
      </div>
      {kind !== 'connection' && state.confirm !== null && <RevokeAll confirm={state.confirm} kind={kind} onRevoked={load} path={path} reach={state.reach} />}
    </div>
  )
}
