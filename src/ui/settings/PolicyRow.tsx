'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { Distribution, RoutingMode } from '#src/engine/ports.ts'
import { messages } from '#src/messages/messages.ts'
import { explainFailure } from '../explainFailure.ts'
import { patchbayApi, type Resolution, type RoutingPolicy } from '../patchbayApi.ts'
import { Logo } from '../primitives/Logo.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { Segments } from '../primitives/Segments.tsx'
import { SelectBox } from '../primitives/SelectBox.tsx'
import { isManager } from './canChange.ts'
import { DryRun } from './DryRun.tsx'
import type { Viewer } from './Viewer.ts'

type Props = { policy: RoutingPolicy; provider: ProviderDetail | undefined; connections: ConnectionView[]; viewer: Viewer }

const text = () => messages().settings.routing
const modes = () => (['auto', 'byo', 'built_in'] as const).map((value) => ({ value, label: text().mode[value] }))
const distributions = () => (['default', 'round_robin'] as const).map((value) => ({ value, label: text().distributions[value] }))

/** The choice shows at once and goes back if the server refuses it; the dry run below says what it comes to. */
export function PolicyRow({ policy: stored, provider, connections, viewer }: Props) {
  const router = useRouter()
  const notify = useNotify()
  const [wished, setWished] = useState<RoutingPolicy | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const policy = wished ?? stored
  const name = provider?.name ?? policy.provider
  const fingerprint = [policy.mode, policy.distribution, ...connections.map((one) => `${one.id} ${one.version} ${one.status}`)].join('|')
  const resolution = useDryRun({ account: viewer.account.id, provider: policy.provider, fingerprint: isSaving ? null : fingerprint })
  const mayChange = isManager(viewer)
  const save = async (change: { mode?: RoutingMode; distribution?: Distribution }) => {
    const next = { ...policy, ...change }
    setWished(next)
    setIsSaving(true)
    try {
      await patchbayApi.savePolicy({ workspaceId: viewer.account.id, ...next })
      notify({ tone: 'ok', text: messages().settings.notices.policySaved(name) })
      router.refresh()
    } catch (error) {
      setWished(null)
      notify({ tone: 'bad', text: explainFailure(error).message })
    } finally {
      setIsSaving(false)
    }
  }
  useEffect(() => setWished(null), [stored.mode, stored.distribution])
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3.5">
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-3">
        {provider && <Logo logo={provider.logo} size="s" />}
        <div className="min-w-0">
          <h3 className="font-semibold">{name}</h3>
          <DryRun resolution={resolution} connections={connections} />
        </div>
      </div>
      <div className="flex max-w-full flex-col items-start gap-2 table:items-end">
        <Segments label={text().modeOf(name)} value={policy.mode} options={modes()} isDisabled={!mayChange} onChange={(mode) => void save({ mode })} />
        {connections.length > 1 && policy.mode !== 'built_in' && (mayChange
          ? <SelectBox label={text().distribution} value={policy.distribution} options={distributions()} onChange={(distribution) => void save({ distribution: distribution as Distribution })} />
          : <p className="text-sm text-faint">{text().distribution}: {text().distributions[policy.distribution]}</p>)}
      </div>
    </li>
  )
}

/** Asked anew whenever policy, connections or their states change; null while unknown. */
function useDryRun({ account, provider, fingerprint }: { account: string; provider: string; fingerprint: string | null }): Resolution | null {
  const [resolution, setResolution] = useState<Resolution | null>(null)
  useEffect(() => {
    if (fingerprint === null) return
    const controller = new AbortController()
    patchbayApi.resolve({ workspaceId: account, provider }, { signal: controller.signal })
      .then(setResolution)
      .catch(() => { if (!controller.signal.aborted) setResolution(null) })
    return () => controller.abort()
  }, [account, provider, fingerprint])
  return resolution
}
