import Link from 'next/link'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { styleButton } from '../primitives/styleButton.ts'
import { StatusPill } from '../settings/StatusPill.tsx'
import { TimeAgo } from '../primitives/TimeAgo.tsx'

const text = () => messages().provider

/** The account's own connections of this provider, each with the verb its state asks for. */
export function ProviderConnections({ provider }: { provider: ProviderDetail }) {
  return (
    <section aria-labelledby="connections">
      <h2 id="connections" className="mb-2 text-base font-semibold">{text().connections}</h2>
      {provider.connections.length === 0
        ? <p className="rounded-xl border border-dashed border-line-strong px-4 py-5 text-soft">{text().noConnections}</p>
        : (
          <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
            {provider.connections.map((connection) => (
              <li key={connection.id} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
                <div className="min-w-0 flex-1 basis-44">
                  <p className="font-semibold break-words">{connection.displayName}</p>
                  <p className="text-sm text-faint">{connection.lastUsedAt ? <>{messages().settings.columns.lastUsed} <TimeAgo iso={connection.lastUsedAt} /></> : messages().card.neverUsed}</p>
                </div>
                <StatusPill status={connection.status} />
                <Link href={`/settings/integrations?${needsKey.has(connection.status) ? 'replace' : 'show'}=${connection.id}`} className={styleButton({ size: 's' })}>
                  {needsKey.has(connection.status) ? messages().status[connection.status].verb : messages().status.active.verb}
                  <span className="sr-only">{connection.displayName}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
    </section>
  )
}

const needsKey = new Set<string>(['disconnected', 'error', 'expired', 'revoked'])
