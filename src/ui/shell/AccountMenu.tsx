'use client'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { MenuButton } from '../primitives/MenuButton.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { accountCookie } from '../session/accountCookie.ts'
import type { ShellAccount } from './Shell.ts'
import { useRefresh } from './useRefresh.ts'
import { writeCookie } from './writeCookie.ts'

/** The cookie only remembers a wish: the server checks the membership on every page. */
export function AccountMenu({ accounts, current }: { accounts: ShellAccount[]; current: ShellAccount }) {
  const refresh = useRefresh()
  const choose = (id: string) => {
    writeCookie({ name: accountCookie, value: id })
    refresh()
  }
  const entries = accounts.map(({ id, name, role }) => ({ key: id, label: name, detail: messages().shell.roles[role] ?? role }))
  return (
    <MenuButton label={messages().shell.accountIs(current.name)} menuLabel={messages().shell.switchAccount} className={`${styleButton()} min-w-0 shrink`} sections={() => [{ selected: current.id, entries }]} onAction={choose}>
      <span className="max-w-[16ch] truncate sm:max-w-[24ch]">{current.name}</span>
      <Icon name="chevron" size={14} className="text-soft" />
    </MenuButton>
  )
}
