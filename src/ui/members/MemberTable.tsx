'use client'
import type { MemberView } from '#src/engine/people/MembersData.ts'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { MenuButton } from '../primitives/MenuButton.tsx'
import { RowCell } from '../primitives/RowCell.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { TimeAgo } from '../primitives/TimeAgo.tsx'
import type { Viewer } from '../settings/Viewer.ts'
import { initialsOf } from '../shell/initialsOf.ts'
import { listMemberVerbs, type MemberVerb } from './listMemberVerbs.ts'
import { RowTable } from '../primitives/RowTable.tsx'

type Props = { members: MemberView[]; viewer: Viewer; onVerb: (verb: MemberVerb, member: MemberView) => void }
const text = () => messages().members

export function MemberTable({ members, viewer, onVerb }: Props) {
  const { columns } = text()
  const owners = members.filter((one) => one.role === 'owner').length
  return (
    <RowTable label={text().title} heads={[columns.person, columns.role, columns.since, columns.seen]} actions={columns.actions}>
      {members.map((member) => {
        const verbs = listMemberVerbs({ viewer, member, owners, members: members.length })
        return (
          <tr key={member.id} role="row" className="grid grid-cols-2 gap-x-4 gap-y-3 px-4 py-4 table:table-row">
            <th role="rowheader" scope="row" className="col-span-2 text-left font-normal table:py-3 table:pl-4">
              <Person member={member} isSelf={member.user === viewer.id} />
            </th>
            <RowCell label={columns.role} isShort>{messages().shell.roles[member.role] ?? member.role}</RowCell>
            <RowCell label={columns.since} isShort><TimeAgo iso={member.since} /></RowCell>
            <RowCell label={columns.seen} isShort>{member.seenAt ? <TimeAgo iso={member.seenAt} /> : text().neverSeen}</RowCell>
            <td role="cell" className="self-end justify-self-end table:pr-3 table:text-right">
              {verbs.length > 0 && (
                <MenuButton label={text().more(member.name || member.email)} menuLabel={text().more(member.name || member.email)} className={`${styleButton({ variant: 'quiet', size: 's' })} w-8 p-0!`} sections={() => [{ entries: verbs.filter((verb) => !isDanger(verb)).map(toEntry) }, { entries: verbs.filter(isDanger).map(toEntry) }]} onAction={(key) => onVerb(key as MemberVerb, member)}>
                  <Icon name="more" />
                </MenuButton>
              )}
            </td>
          </tr>
        )
      })}
    </RowTable>
  )
}

const Person = ({ member, isSelf }: { member: MemberView; isSelf: boolean }) => (
  <span className="flex items-center gap-3">
    <span aria-hidden="true" className="grid size-8 shrink-0 place-items-center rounded-full bg-well text-2xs font-semibold text-soft">{initialsOf(member)}</span>
    <span className="min-w-0">
      <span className="block font-semibold break-words [word-break:break-word]">{member.name || member.email}{isSelf && <span className="font-normal text-faint"> ({text().you})</span>}</span>
      {member.name && <span className="block text-sm break-all text-faint">{member.email}</span>}
    </span>
  </span>
)

const isDanger = (verb: MemberVerb): boolean => verb === 'remove' || verb === 'leave'
const toEntry = (verb: MemberVerb) => ({ key: verb, label: `${text().verbs[verb]}…`, isDanger: isDanger(verb) })
