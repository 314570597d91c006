import { Fragment } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { describeSends } from './describeSends.ts'

const text = () => messages().sends
const codeClass = 'rounded-[5px] bg-well px-1.5 py-px inline-block max-w-full font-mono text-sm/4.5 break-all text-text'

/** "Your key in the `Authorization` header, only to `api.example.com`." */
export function SendsSummary({ method, hosts, values }: { method: ProviderDetail['authMethods'][number]; hosts: string[]; values?: Record<string, string> }) {
  const facts = describeSends({ method, hosts, values })
  if (facts.hosts.length === 0 && !facts.isOwnHost) return <p>{text().nothing}</p>
  return (
    <p>
      {method.asksPerson ? text().token : text().yourKey}
      {facts.places.map((place, index) => (
        <Fragment key={`${place.in} ${place.name}`}>
          {index > 0 && (index === facts.places.length - 1 ? ` ${text().and}` : ',')} {text().before[place.in]}{place.name && <> <code className={codeClass}>{place.name}</code></>}{text().after[place.in] && ` ${text().after[place.in]}`}
        </Fragment>
      ))}
      {', '}
      {facts.isOwnHost ? text().ownHost : text().onlyTo}
      {facts.hosts.map((host, index) => <Fragment key={host}>{index > 0 && ','} <code className={codeClass}>{host}</code></Fragment>)}.
    </p>
  )
}
