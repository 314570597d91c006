import Link from 'next/link'
import { messages } from '#src/messages/messages.ts'
import { ConnectButton } from '../connect/ConnectButton.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { describeVerb } from './describeVerb.ts'
import type { ProviderPageProps } from './ProviderView.tsx'
import { WantButton } from './WantButton.tsx'

/** The one thing to do next: mend what needs a hand, else connect, else say that one wants it. The rest is offered quietly. */
export function ProviderAction({ provider, successor, account, requester, isConnectOpen }: ProviderPageProps) {
  if (provider.status === 'hidden') return null
  const broken = provider.connections.find((connection) => describeVerb(connection).isPressing)
  const isLive = provider.status === 'live' || (provider.status === 'deprecated' && successor === null)
  const whyNot = requester.mayConnect ? null : `${messages().catalogue.viewerMayNot} ${messages().catalogue.ask(requester.admins)}`
  const isMendable = broken !== undefined && requester.mayConnect
  return (
    <div className="flex max-w-full flex-wrap items-start gap-2.5">
      {provider.status === 'deprecated' && successor && !isMendable && <Link href={`/marketplace/${successor.key}`} className={`${styleButton({ variant: 'primary' })} max-w-full`}><span className="truncate" title={successor.name}>{messages().provider.replacedBy(successor.name)}</span></Link>}
      {isMendable && <Link href={describeVerb(broken).href} className={styleButton({ variant: 'primary' })}>{describeVerb(broken).word}<span className="sr-only">{broken.displayName}</span></Link>}
      {provider.status === 'coming_soon'
        ? <WantButton accountId={requester.accountId} name={provider.name} whyNot={requester.mayConnect ? null : `${messages().catalogue.request.viewer} ${messages().catalogue.ask(requester.admins)}`} />
        : <ConnectButton provider={provider} account={account} isOpenAtFirst={isConnectOpen} isPrimary={isLive && !isMendable} whyNot={whyNot} />}
    </div>
  )
}
