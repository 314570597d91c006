import Link from 'next/link'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { PageHead } from '../shell/PageHead.tsx'

export function KeysView() {
  const text = messages().keys
  return (
    <>
      <PageHead title={text.title} lead={text.lead} />
      <ul className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-3">
        {text.points.map((point) => (
          <li key={point.title} className="rounded-xl border border-line bg-surface p-4">
            <h2 className="flex items-start gap-2 font-semibold"><Icon name="lock" className="mt-0.5 text-faint" />{point.title}</h2>
            <p className="mt-1.5 text-soft">{point.text}</p>
          </li>
        ))}
      </ul>
      <p className="mt-6"><Link href="/marketplace" className={styleButton()}>{text.back}</Link></p>
    </>
  )
}
