import { messages } from '#src/messages/messages.ts'
import { EmptyState } from '../primitives/EmptyState.tsx'
import { styleButton } from '../primitives/styleButton.ts'

/** Signed in, but a member of nothing yet: says whom to ask, and with which address. */
export function NoAccount({ email, isPlatformAdmin }: { email: string; isPlatformAdmin: boolean }) {
  return (
    <EmptyState level={1} title={messages().noAccount.title} text={messages().noAccount.text}>
      <p className="w-full font-mono text-sm break-all">{email}</p>
      {isPlatformAdmin && (
        <>
          <p className="w-full text-sm text-soft">{messages().noAccount.admin}</p>
          <a href="/admin" className={styleButton({ variant: 'primary' })}>{messages().shell.adminPanel}</a>
        </>
      )}
    </EmptyState>
  )
}
