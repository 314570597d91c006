'use client'
import { useRouter } from 'next/navigation'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { styleMenu } from '../primitives/styleMenu.ts'
import type { ShellAccount } from './Shell.ts'
import { writeCookie } from './writeCookie.ts'

/** The cookie only remembers a wish: the server checks the membership on every page. */
export function AccountMenu({ accounts, current }: { accounts: ShellAccount[]; current: ShellAccount }) {
  const router = useRouter()
  const choose = (id: string) => {
    writeCookie({ name: 'patchbay-account', value: id })
    router.refresh()
  }
  return (
    <MenuTrigger>
      <Button aria-label={messages.shell.accountIs(current.name)} className="min-w-0 shrink">
        <span className="max-w-[16ch] truncate sm:max-w-[24ch]">{current.name}</span>
        <Icon name="chevron" size={14} className="text-soft" />
      </Button>
      <Popover placement="bottom end" offset={6} className={styleMenu.popover}>
        <Menu aria-label={messages.shell.switchAccount} selectionMode="single" disallowEmptySelection selectedKeys={[current.id]} onAction={(key) => choose(String(key))} className={styleMenu.menu}>
          {accounts.map((account) => (
            <MenuItem key={account.id} id={account.id} textValue={account.name} className={styleMenu.item}>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{account.name}</span>
                <span className="block text-xs text-faint">{messages.shell.roles[account.role] ?? account.role}</span>
              </span>
              <Icon name="check" className="invisible text-accent group-data-[selected]:visible" />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
