import Link from 'next/link'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { SourceReport } from '#src/engine/usage/UsageReport.ts'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { Logo } from '../primitives/Logo.tsx'
import { Pill } from '../primitives/Pill.tsx'
import type { ShellAccount } from '../shell/Shell.ts'
import { describeCard } from './describeCard.ts'
import { ProviderAbout } from './ProviderAbout.tsx'
import { ProviderAction } from './ProviderAction.tsx'
import { ProviderConnections } from './ProviderConnections.tsx'
import { ProviderUsage } from './ProviderUsage.tsx'
import type { Requester } from './RequestPanel.tsx'
import { SendsPanel } from './SendsPanel.tsx'
import { UsageSamples } from './UsageSamples.tsx'

export type ProviderPageProps = { provider: ProviderDetail; /** What to use instead of a retired provider. */ successor: { key: string; name: string } | null; account: ShellAccount; /** Id of who looks. */ viewerId: string; usage: SourceReport; requester: Requester; isConnectOpen: boolean }

/** What it does, what is sent where, what is connected, how to use it: one screen before any decision. */
export function ProviderView(props: ProviderPageProps) {
  const { provider, account } = props
  const { state } = describeCard(provider)
  const canBeUsed = provider.status !== 'coming_soon'
  return (
    <>
      <Link href="/marketplace" className="-ml-1 inline-flex min-h-6 items-center gap-1 rounded text-soft hover:text-text"><Icon name="back" size={14} />{messages().provider.back}</Link>
      <header className="mt-4 mb-6 flex flex-wrap items-start gap-x-4 gap-y-4">
        <Logo logo={provider.logo} size="l" />
        <div className="min-w-0 flex-1 basis-40">
          <h1 className="text-2xl/[1.25] font-[650] tracking-[-.02em] break-words"><bdi>{provider.name}</bdi></h1>
          <p className="mt-1 flex min-w-0 flex-wrap items-center gap-2 text-soft">
            <bdi className="min-w-0 break-words">{provider.category}</bdi>
            {state && <Pill tone={state.tone} icon={state.icon}>{state.word}</Pill>}
          </p>
        </div>
        <ProviderAction {...props} />
      </header>
      <Standing {...props} />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0 space-y-8">
          <p dir="auto" className="max-w-[68ch] text-lg/6 break-words text-soft">{provider.description}</p>
          {canBeUsed && <ProviderConnections provider={provider} viewer={props.viewerId} />}
          <ProviderUsage report={props.usage} />
          {canBeUsed && <UsageSamples provider={provider} accountId={account.id} />}
        </div>
        <aside className="min-w-0 space-y-6">
          <SendsPanel provider={provider} />
          <ProviderAbout provider={provider} />
        </aside>
      </div>
    </>
  )
}

/** One line for a provider that is not simply live. */
function Standing({ provider, successor }: Pick<ProviderPageProps, 'provider' | 'successor'>) {
  const text = messages().provider
  const sentence = { live: null, coming_soon: text.comingSoon, hidden: text.hidden, deprecated: text.retired }[provider.status]
  if (sentence === null) return null
  return (
    <p className="mb-6 rounded-[10px] border border-line bg-well px-3.5 py-2.5 text-soft">
      {sentence}
      {successor && <> <Link href={`/marketplace/${successor.key}`} className="text-link font-[550] text-text">{text.replacedBy(successor.name)}</Link></>}
    </p>
  )
}
