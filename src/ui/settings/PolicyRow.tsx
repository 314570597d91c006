'use client'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { Distribution, RoutingMode } from '#src/engine/ports.ts'
import { messages } from '#src/messages/messages.ts'
import { patchbayApi, type RoutingPolicy } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Logo } from '../primitives/Logo.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { Segments } from '../primitives/Segments.tsx'
import { SelectBox } from '../primitives/SelectBox.tsx'
import { sayFailure } from '../sayFailure.ts'
import { GivenUp } from '../session/GivenUp.ts'
import { useInSession } from '../session/useInSession.ts'
import { useRefresh } from '../shell/useRefresh.ts'
import { isManager } from './canChange.ts'
import { DryRun } from './DryRun.tsx'
import { useDryRun } from './useDryRun.ts'
import type { Viewer } from './Viewer.ts'

const OrderDialog = dynamic(() => import('./OrderDialog.tsx').then((module) => module.OrderDialog), { ssr: false })

type Props = { policy: RoutingPolicy; provider: ProviderDetail | undefined; connections: ConnectionView[]; /** Uses by whose key, in the last 30 days. */ usage: { own: number; builtIn: number }; viewer: Viewer }

const modes: RoutingMode[] = ['auto', 'byo', 'built_in']
const distributions: Distribution[] = ['default', 'round_robin']

/** The choice shows at once and goes back if the server refuses it; the dry run below says what it comes to. */
export function PolicyRow({ policy: stored, provider, connections, usage, viewer }: Props) {
  const text = messages().settings.routing
  const refresh = useRefresh()
  const notify = useNotify()
  const inSession = useInSession()
  const row = useRef<HTMLLIElement>(null)
  const [wished, setWished] = useState<RoutingPolicy | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const [isOrdering, setIsOrdering] = useState(false)
  const policy = wished ?? stored
  const name = provider?.name ?? policy.provider
  const fingerprint = [policy.mode, policy.distribution, ...connections.map((one) => `${one.id} ${one.version} ${one.status}`)].join('|')
  const resolution = useDryRun({ near: row, account: viewer.account.id, provider: policy.provider, fingerprint: isSaving ? null : fingerprint })
  const shared = connections.filter((one) => one.visibility === 'account')
  const mayChange = isManager(viewer)
  const save = async (change: { mode?: RoutingMode; distribution?: Distribution }) => {
    const next = { ...policy, ...change }
    setWished(next)
    setIsSaving(true)
    try {
      await inSession(() => patchbayApi.savePolicy({ workspaceId: viewer.account.id, ...next }))
      notify({ tone: 'ok', text: messages().settings.notices.policySaved(name) })
      refresh()
    } catch (error) {
      setWished(null)
      if (!(error instanceof GivenUp)) notify({ tone: 'bad', text: sayFailure(error) })
    } finally {
      setIsSaving(false)
    }
  }
  const finishOrder = () => {
    setIsOrdering(false)
    notify({ tone: 'ok', text: messages().connections.order.saved(name) })
    refresh()
  }
  useEffect(() => setWished(null), [stored.mode, stored.distribution])
  return (
    <li ref={row} className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3.5">
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-3">
        {provider && <Logo logo={provider.logo} size="s" />}
        <div className="min-w-0">
          <h3 className="font-semibold">{name}</h3>
          <DryRun resolution={resolution} connections={connections} />
          {usage.own + usage.builtIn > 0 && <p className="mt-0.5 text-sm text-faint">{usage.builtIn > 0 ? messages().usage.bySource(usage.own, usage.builtIn) : messages().usage.ownOnly(usage.own)}</p>}
        </div>
      </div>
      <div className="flex max-w-full flex-col items-start gap-2 table:items-end">
        <Segments label={text.modeOf(name)} value={policy.mode} options={modes.map((value) => ({ value, label: text.mode[value] }))} isDisabled={!mayChange} onChange={(mode) => void save({ mode })} />
        <div className="flex max-w-full flex-wrap items-center gap-2">
          {connections.length > 1 && policy.mode !== 'built_in' && (mayChange
            ? <SelectBox label={text.distribution} value={policy.distribution} options={distributions.map((value) => ({ value, label: text.distributions[value] }))} onChange={(distribution) => void save({ distribution: distribution as Distribution })} />
            : <p className="text-sm text-faint">{text.distribution}: {text.distributions[policy.distribution]}</p>)}
          {mayChange && shared.length > 1 && <Button aria-label={`${messages().connections.order.open}: ${name}`} className="h-[38px] rounded-[10px]" onPress={() => setIsOrdering(true)}>{messages().connections.order.open}</Button>}
        </div>
      </div>
      {isOrdering && <OrderDialog account={viewer.account.id} provider={{ key: policy.provider, name }} connections={shared} onClose={() => setIsOrdering(false)} onSaved={finishOrder} onStale={refresh} />}
    </li>
  )
}
