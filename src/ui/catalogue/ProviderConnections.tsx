import Link from 'next/link'
import type { DetailConnection, ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { Pill } from '../primitives/Pill.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import { StatusPill } from '../settings/StatusPill.tsx'
import { describeVerb } from './describeVerb.ts'

type Props = { provider: ProviderDetail; /** Id of who looks. */ viewer: string }

/** The account's own connections of this provider: whose, since when, last used, each with the verb its state asks for. */
export function ProviderConnections({ provider, viewer }: Props) {
  const text = messages().provider
  const { connections } = provider
  return (
    <section aria-labelledby="connections">
      <div className="mb-2 flex flex-col items-start gap-x-4 sm:flex-row sm:items-baseline sm:justify-between">
        <h2 id="connections" className="text-base font-semibold">{text.connections}</h2>
        {connections.length > 0 && <Link href={`/settings/integrations?provider=${encodeURIComponent(provider.key)}`} className="text-link inline-block min-h-6 text-sm text-soft hover:text-text">{messages().catalogue.toSettings}</Link>}
      </div>
      {connections.length === 0
        ? <p className="rounded-xl border border-dashed border-line-strong px-4 py-5 text-soft">{text.noConnections}</p>
        : <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">{connections.map((connection) => <ConnectionLine key={connection.id} connection={connection} viewer={viewer} />)}</ul>}
    </section>
  )
}

function ConnectionLine({ connection, viewer }: { connection: DetailConnection; viewer: string }) {
  const { catalogue, settings, card } = messages()
  const { word, href } = describeVerb(connection)
  const owner = connection.owner?.id === viewer ? settings.you : (connection.owner?.name ?? catalogue.formerMember)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex flex-wrap items-center gap-2 font-semibold break-words"><bdi className="min-w-0">{connection.displayName}</bdi>{connection.isPrivate && <Pill tone="idle" icon="lock">{catalogue.private}</Pill>}</p>
        <p className="text-sm text-faint">
          {catalogue.madeBy(owner)} <TimeAgo iso={connection.createdAt} />
          {' · '}
          {connection.lastUsedAt ? <>{card.lastUsed} <TimeAgo iso={connection.lastUsedAt} /></> : card.neverUsed}
        </p>
      </div>
      <StatusPill status={connection.status} />
      <Link href={href} className={styleButton({ size: 's' })}>{word}<span className="sr-only">{connection.displayName}</span></Link>
    </li>
  )
}
