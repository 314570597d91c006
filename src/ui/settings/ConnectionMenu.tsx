'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { MenuButton } from '../primitives/MenuButton.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { listVerbs, pickMainVerb, type Verb } from './listVerbs.ts'
import type { Viewer } from './Viewer.ts'

type Props = { connection: ConnectionView; viewer: Viewer; ownerName: string; isBusy: boolean; onVerb: (verb: Verb) => void }

const text = () => messages().settings
const dangerous = new Set<Verb>(['revoke', 'remove'])

/** What `replace` is called depends on what there is to replace. */
export function labelOfVerb(verb: Verb, connection: ConnectionView): string {
  if (verb !== 'replace') return text().verbs[verb]
  return connection.status === 'disconnected' ? text().verbs.addKey : connection.status === 'revoked' ? text().verbs.reconnect : text().verbs.replace
}

/** The verb the state asks for in the open, the rest in the menu; who may do nothing is told who can. */
export function ConnectionMenu({ connection, viewer, ownerName, isBusy, onVerb }: Props) {
  const verbs = listVerbs({ viewer, connection })
  const main = pickMainVerb(verbs, connection)
  const rest = verbs.filter((verb) => verb !== main)
  const toEntry = (verb: Verb) => (dangerous.has(verb) ? { key: verb, label: `${labelOfVerb(verb, connection)}…`, isDanger: true } : { key: verb, label: labelOfVerb(verb, connection) })
  // Viewers are told once, above the table.
  if (verbs.length === 0) return viewer.role === 'viewer' ? null : <span className="block text-sm text-faint table:ml-auto table:max-w-[20ch]">{text().denied.notYours(ownerName)}</span>
  return (
    <span className="inline-flex items-center gap-1.5">
      {main && <Button size="s" isDisabled={isBusy} aria-label={`${labelOfVerb(main, connection)} ${connection.displayName}`} onPress={() => onVerb(main)}>{labelOfVerb(main, connection)}</Button>}
      <MenuButton label={text().more(connection.displayName)} menuLabel={text().more(connection.displayName)} isDisabled={isBusy} className={`${styleButton({ variant: 'quiet', size: 's' })} w-8 p-0!`} sections={() => [{ entries: rest.filter((verb) => !dangerous.has(verb)).map(toEntry) }, { entries: rest.filter((verb) => dangerous.has(verb)).map(toEntry) }]} onAction={(key) => onVerb(key as Verb)}>
        <Icon name="more" />
      </MenuButton>
    </span>
  )
}
