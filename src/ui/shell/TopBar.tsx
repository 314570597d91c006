import Link from 'next/link'
import { messages } from '#src/messages/messages.ts'
import { Mark } from '../primitives/Mark.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import type { Shell } from './Shell.ts'
import { TopNav } from './TopNav.tsx'
import { UserMenu } from './UserMenu.tsx'

/** One row on wide screens, two on phones. Not sticky: it never hides what has the focus. */
export function TopBar({ shell, noticeCount }: { shell: Shell | null; /** Connections that wait for this person. */ noticeCount: number }) {
  return (
    <header className="border-b border-line bg-surface">
      <a href="#content" className="absolute -top-20 left-4 z-50 rounded-lg bg-ink px-3 py-2 text-ink-text focus:top-3">{messages().common.skipToContent}</a>
      <div className="mx-auto flex max-w-[1160px] flex-wrap items-center gap-x-4 px-4 sm:gap-x-7 sm:h-14 sm:flex-nowrap sm:px-6">
        <Link href="/marketplace" className="flex h-14 items-center gap-2.5 font-[650] tracking-[-.01em]">
          <Mark />
          {messages().common.product}
        </Link>
        {shell && (
          <>
            <div className="order-last -mx-1.5 w-full pb-2 sm:order-none sm:mx-0 sm:w-auto sm:pb-0"><TopNav noticeCount={noticeCount} /></div>
            <div className="ml-auto flex min-w-0 flex-1 items-center justify-end gap-2.5">
              {shell.account && <AccountMenu accounts={shell.accounts} current={shell.account} />}
              <UserMenu user={shell.user} isPlatformAdmin={shell.isPlatformAdmin} />
            </div>
          </>
        )}
      </div>
    </header>
  )
}
