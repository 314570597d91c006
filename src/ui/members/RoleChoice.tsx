'use client'
import { messages } from '#src/messages/messages.ts'
import { ChoiceList } from '../primitives/ChoiceList.tsx'

type Props = { label: string; role: string; mayMakeOwners: boolean; onChange: (role: string) => void }

/** A role with what it means; that of an owner only where it may be given. */
export function RoleChoice({ label, role, mayMakeOwners, onChange }: Props) {
  const roles = ['viewer', 'member', 'admin', ...(mayMakeOwners ? ['owner'] : [])]
  const choices = roles.map((value) => ({ value, label: messages().shell.roles[value] ?? value, detail: messages().members.roleMeans[value] }))
  return <ChoiceList label={label} choices={choices} chosen={[role]} onChange={([next]) => { if (next !== undefined) onChange(next) }} />
}
