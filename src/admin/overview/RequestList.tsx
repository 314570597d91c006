import type { RequestGroup } from '#src/engine/connections/Overview.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { RequestCard } from './RequestCard.tsx'
import { Section } from './Section.tsx'

/** What people ask the catalog to have, the most wanted first. */
export function RequestList({ requests }: { requests: RequestGroup[] }) {
  const { requests: text, all } = panelMessages().platform.overview
  return (
    <Section all={{ href: '/admin/collections/provider-requests', label: all }} id="requests" title={text.title}>
      {requests.length === 0 ? <p className="pb-faint">{text.empty}</p> : <ul className="pb-list">{requests.map((group) => <RequestCard group={group} key={group.ids[0]} />)}</ul>}
    </Section>
  )
}
