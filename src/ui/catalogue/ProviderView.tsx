import Link from 'next/link'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { ConnectButton } from '../connect/ConnectButton.tsx'
import { SendsSummary } from '../connect/SendsSummary.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { Logo } from '../primitives/Logo.tsx'
import { Pill } from '../primitives/Pill.tsx'
import type { ShellAccount } from '../shell/Shell.ts'
import { describeCard } from './describeCard.ts'
import { ProviderConnections } from './ProviderConnections.tsx'
import { ProviderLinks } from './ProviderLinks.tsx'
import { UsageSamples } from './UsageSamples.tsx'

const text = () => messages().provider

type Props = { provider: ProviderDetail; /** What to use instead of a retired provider. */ successor: ProviderDetail | null; account: ShellAccount; isConnectOpen: boolean }

/** What it does, what is sent where, what is connected, how to use it: one screen before any decision. */
export function ProviderView({ provider, successor, account, isConnectOpen }: Props) {
  const { state } = describeCard(provider)
  const canBeConnected = provider.status === 'live' || provider.status === 'deprecated'
  return (
    <>
      <Link href="/marketplace" className="-ml-1 inline-flex min-h-6 items-center gap-1 rounded text-soft hover:text-text"><Icon name="back" size={14} />{text().back}</Link>
      <header className="mt-4 mb-6 flex flex-wrap items-start gap-x-4 gap-y-4">
        <Logo logo={provider.logo} size="l" />
        <div className="min-w-0 flex-1 basis-40">
          <h1 className="text-2xl/[1.25] font-[650] tracking-[-.02em]">{provider.name}</h1>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-soft">
            {provider.category}
            {state && <Pill tone={state.tone} hasDot={state.hasDot}>{state.word}</Pill>}
          </p>
        </div>
        {canBeConnected && <ConnectButton provider={provider} account={account} isOpenAtFirst={isConnectOpen} />}
      </header>
      <Standing provider={provider} successor={successor} />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0 space-y-8">
          <p className="max-w-[68ch] text-lg/6 text-soft">{provider.description}</p>
          {canBeConnected || provider.connections.length > 0 ? <ProviderConnections provider={provider} /> : null}
          {provider.status !== 'coming_soon' && <UsageSamples provider={provider} accountId={account.id} />}
        </div>
        <aside className="space-y-6">
          {provider.authMethods.length > 0 && (
            <section className="rounded-xl border border-line bg-surface p-4">
              <h2 className="text-base font-semibold">{text().sends}</h2>
              <ul className="mt-2 space-y-3">
                {provider.authMethods.map((method) => (
                  <li key={method.key} className="text-soft">
                    {provider.authMethods.length > 1 && <p className="font-[550] text-text">{method.label}</p>}
                    <SendsSummary method={method} hosts={provider.hosts} />
                    {!method.hasTest && <p className="mt-1 text-sm text-faint">{text().untested}</p>}
                  </li>
                ))}
              </ul>
              <p className="mt-3 flex gap-2 border-t border-line pt-3 text-sm text-faint"><Icon name="lock" size={14} className="mt-0.5" />{messages().connect.trust}</p>
            </section>
          )}
          <ProviderLinks provider={provider} />
        </aside>
      </div>
    </>
  )
}

/** One line for a provider that is not simply live. */
function Standing({ provider, successor }: Pick<Props, 'provider' | 'successor'>) {
  const sentence = { live: null, coming_soon: text().comingSoon, hidden: text().hidden, deprecated: text().retired }[provider.status]
  if (sentence === null) return null
  return (
    <p className="mb-6 rounded-[10px] border border-line bg-well px-3.5 py-2.5 text-soft">
      {sentence}
      {successor && <> <Link href={`/marketplace/${successor.key}`} className="text-link font-[550] text-text">{text().replacedBy(successor.name)}</Link></>}
    </p>
  )
}
