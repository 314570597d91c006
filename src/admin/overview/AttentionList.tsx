import type { Health, StandingCut } from '#src/engine/connections/Overview.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { Section } from './Section.tsx'

const pages: Record<StandingCut['kind'], string> = { account: 'accounts', provider: 'integration-providers', connection: 'connections' }

/** What only the platform can put right: accounts without an owner, and what it has cut off itself. */
export function AttentionList({ health: { ownerless, cuts, failures } }: { health: Health }) {
  const text = panelMessages().platform.overview.attention
  const isQuiet = ownerless.length + cuts.length === 0
  if (isQuiet && failures.length > 0) return null
  return (
    <Section id="attention" title={text.title}>
      {isQuiet
        ? <p>{text.none}</p>
        : (
          <ul className="pb-list">
            {ownerless.map(({ id, name }) => <li key={id}><span>{text.ownerless(name)}</span><a aria-label={`${text.ownerlessVerb}: ${name}`} className="pb-end" href={`/admin/collections/accounts/${id}`}>{text.ownerlessVerb}</a></li>)}
            {cuts.map(({ kind, id, name, reason }) => (
              <li key={id}>
                <span>{text.cut[kind](name)}{reason && <span className="pb-faint"> {text.reason(reason)}</span>}</span>
                <a aria-label={`${text.cutVerb}: ${name}`} className="pb-end" href={`/admin/collections/${pages[kind]}/${id}`}>{text.cutVerb}</a>
              </li>
            ))}
          </ul>
        )}
    </Section>
  )
}
