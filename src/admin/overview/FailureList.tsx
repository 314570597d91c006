import type { Failure } from '#src/engine/connections/Overview.ts'
import { messages } from '#src/messages/messages.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { describeAge } from '#src/ui/primitives/describeAge.ts'
import { Section } from './Section.tsx'

/** The connections that stopped working last: whose, of what and why, never by name. */
export function FailureList({ failures }: { failures: Failure[] }) {
  const { failures: text, all } = panelMessages().platform.overview
  const reasons: Record<string, string | undefined> = messages().reason
  const why = ({ status, reason }: Failure): string => (status === 'expired' ? text.expired : (reasons[reason ?? ''] ?? text.unknown))
  return (
    <Section all={{ href: '/admin/collections/connections?where[status][in]=error,expired', label: all }} id="failures" title={text.title}>
      {failures.length === 0
        ? <p className="pb-faint">{text.empty}</p>
        : (
          <ul className="pb-list">
            {failures.map((one) => (
              <li key={one.connection}>
                <span><a href={`/admin/collections/connections/${one.connection}`}>{text.at(one.provider, one.account.name)}</a> <span className="pb-faint">{why(one)}</span></span>
                <time className="pb-end pb-faint" dateTime={one.at}>{describeAge({ at: new Date(one.at), now: new Date() })}</time>
              </li>
            ))}
          </ul>
        )}
    </Section>
  )
}
