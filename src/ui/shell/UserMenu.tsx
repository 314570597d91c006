'use client'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { styleMenu } from '../primitives/styleMenu.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { explainFailure } from '../explainFailure.ts'
import { initialsOf } from './initialsOf.ts'
import type { Theme } from './Theme.ts'
import { writeCookie } from './writeCookie.ts'

const themes: Theme[] = ['system', 'light', 'dark']

/** The theme is read when the menu opens: the server put it on <html>, and other tabs may have changed it since. */
const currentTheme = (): Theme => (document.documentElement.dataset['theme'] as Theme | undefined) ?? 'system'

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  writeCookie({ name: 'patchbay-theme', value: theme === 'system' ? null : theme })
}

type Props = { user: { name: string; email: string }; isPlatformAdmin: boolean }

export function UserMenu({ user, isPlatformAdmin }: Props) {
  const notify = useNotify()
  const [theme, setTheme] = useState<Theme>('system')
  const choose = (next: Theme) => {
    applyTheme(next)
    setTheme(next)
  }
  const signOut = async () => {
    try {
      await patchbayApi.signOut()
      window.location.assign('/sign-in')
    } catch (error) {
      notify({ tone: 'bad', text: explainFailure(error).message })
    }
  }
  return (
    <MenuTrigger onOpenChange={(isOpen) => { if (isOpen) setTheme(currentTheme()) }}>
      <AriaButton className="grid size-8 shrink-0 cursor-pointer place-items-center rounded-full bg-ink text-2xs font-semibold text-ink-text">
        <span aria-hidden="true">{initialsOf(user)}</span>
        <span className="sr-only">{messages.shell.yourMenu(user.name || user.email)}</span>
      </AriaButton>
      <Popover placement="bottom end" offset={6} className={styleMenu.popover}>
        <div className="px-2.5 pt-1.5 pb-2">
          <p className="font-[550]">{user.name}</p>
          <p className="text-sm break-all text-faint">{user.email}</p>
        </div>
        <Menu aria-label={messages.shell.yourMenu(user.name || user.email)} className={styleMenu.menu}>
          <Separator className={styleMenu.separator} />
          <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[theme]} onSelectionChange={(keys) => { const [next] = [...keys]; if (next) choose(next as Theme) }}>
            <Header className={styleMenu.heading}>{messages.shell.theme}</Header>
            {themes.map((one) => (
              <MenuItem key={one} id={one} className={styleMenu.item} shouldCloseOnSelect={false}>
                <span className="flex-1">{messages.shell.themes[one]}</span>
                <Icon name="check" className="invisible text-accent group-data-[selected]:visible" />
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className={styleMenu.separator} />
          {/* The admin panel has its own root layout: a full page load, not a client navigation. */}
          {isPlatformAdmin && <MenuItem onAction={() => window.location.assign('/admin')} className={styleMenu.item}>{messages.shell.adminPanel}</MenuItem>}
          <MenuItem onAction={signOut} className={styleMenu.item}>{messages.shell.signOut}</MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
