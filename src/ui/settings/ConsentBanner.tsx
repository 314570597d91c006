'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { isManager } from './canChange.ts'
import type { Viewer } from './Viewer.ts'

type Props = { connections: ConnectionView[]; viewer: Viewer; nameOf: (provider: string) => string; busy: ReadonlySet<string>; onAgree: (connection: ConnectionView) => void }

const text = () => messages().settings.consent

/** Terms that start with # are marks of a changed way of sending or testing; the others are hosts. */
function describe({ terms, provider, name }: { terms: string[]; provider: string; name: string }): { lead: string; body: string; hosts: string[] } {
  const hosts = terms.filter((term) => !term.startsWith('#'))
  if (terms.some((term) => term.startsWith('#sending='))) return { lead: text().leadSending(provider), body: text().textSending(name), hosts }
  return hosts.length > 0 ? { lead: text().leadHosts(provider), body: text().textHosts(name), hosts } : { lead: text().leadTest(provider), body: text().textTest(name), hosts }
}

/** One for each connection whose provider's row asks for more than its owner agreed to. */
export function ConsentBanner({ connections, viewer, nameOf, busy, onAgree }: Props) {
  return connections.filter((connection) => connection.hostsAwaitingConsent.length > 0).map((connection) => {
    const { lead, body, hosts } = describe({ terms: connection.hostsAwaitingConsent, provider: nameOf(connection.provider), name: text().quoted(connection.displayName) })
    return (
      <section key={connection.id} aria-label={lead} className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-[10px] border border-line bg-accent-well py-2.5 pr-3.5 pl-10">
        <div className="relative min-w-0 flex-1 basis-56">
          <Icon name="alert" className="absolute top-[3px] -left-6.5 text-accent" />
          <p>
            <b className="font-semibold">{lead}</b>{' '}
            {hosts.map((host) => <code key={host} className="mr-1 rounded-[5px] bg-well inline-block max-w-full px-1.5 py-px font-mono text-sm/4.5 break-all">{host}</code>)}
          </p>
          <p className="text-soft">{body}</p>
        </div>
        {isManager(viewer)
          ? <Button isPending={busy.has(connection.id)} aria-label={`${text().agree}: ${connection.displayName}`} onPress={() => onAgree(connection)}>{text().agree}</Button>
          : <p className="text-sm text-soft">{text().ask}</p>}
      </section>
    )
  })
}
