'use client'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { MenuButton } from '../primitives/MenuButton.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { listVerbs, pickMainVerb, type Verb } from './listVerbs.ts'
import type { Viewer } from './Viewer.ts'

type Props = { connection: ConnectionView; viewer: Viewer; ownerName: string; canTest: boolean; canRenew: boolean; isBusy: boolean; onVerb: (verb: Verb) => void }

const text = () => messages().settings
const dangerous = new Set<Verb>(['revoke', 'remove'])

/** What `replace` is called depends on what there is to replace. */
export function labelOfVerb(verb: Verb, connection: ConnectionView): string {
  const { connections } = messages()
  if (verb === 'activity') return connections.activity
  if (verb === 'deactivate' || verb === 'expiry') return connections.verbs[verb]
  if (verb !== 'replace') return text().verbs[verb]
  if (connection.mode === 'oauth-user') return connection.status === 'disconnected' ? text().verbs.authorize : text().verbs.reconnect
  return connection.status === 'disconnected' ? text().verbs.addKey : connection.status === 'revoked' ? text().verbs.reconnect : text().verbs.replace
}

/** The verb the state asks for in the open, the rest in the menu; who may not change it is told who can. */
export function ConnectionMenu({ connection, viewer, ownerName, canTest, canRenew, isBusy, onVerb }: Props) {
  const verbs = listVerbs({ viewer, connection, canTest, canRenew })
  const main = pickMainVerb(verbs, connection)
  const rest = verbs.filter((verb) => verb !== main)
  const toEntry = (verb: Verb) => (dangerous.has(verb) ? { key: verb, label: `${labelOfVerb(verb, connection)}…`, isDanger: true } : { key: verb, label: labelOfVerb(verb, connection) })
  return (
    <span className="flex flex-wrap items-center gap-1.5 table:flex-nowrap table:justify-end">
      {/* Viewers are told once, above the table. */}
      {viewer.role !== 'viewer' && !verbs.includes('rename') && <span className="text-sm text-faint table:max-w-[20ch] table:whitespace-normal">{connection.owner === null || ownerName === text().formerMember ? messages().connections.notices.onlyManagers : text().denied.notYours(ownerName)}</span>}
      {main && <Button size="s" isHeld={isBusy} aria-label={`${labelOfVerb(main, connection)} ${connection.displayName}`} onPress={() => onVerb(main)}>{labelOfVerb(main, connection)}</Button>}
      <MenuButton label={text().more(connection.displayName)} menuLabel={text().more(connection.displayName)} isHeld={isBusy} className={`${styleButton({ variant: 'quiet', size: 's' })} w-8 p-0!`} sections={() => [{ entries: rest.filter((verb) => !dangerous.has(verb)).map(toEntry) }, { entries: rest.filter((verb) => dangerous.has(verb)).map(toEntry) }]} onAction={(key) => onVerb(key as Verb)}>
        <Icon name="more" />
      </MenuButton>
    </span>
  )
}
