import Link from 'next/link'
import { messages } from '#src/messages/messages.ts'
import { EmptyState } from '#src/ui/primitives/EmptyState.tsx'
import { styleButton } from '#src/ui/primitives/styleButton.ts'

export default function NotFound() {
  return (
    <EmptyState code="404" level={1} title={messages().missing.title} text={messages().missing.text}>
      <Link href="/marketplace" className={styleButton({ variant: 'primary' })}>{messages().missing.toMarketplace}</Link>
    </EmptyState>
  )
}
