'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { foldName } from '#src/engine/catalog/foldName.ts'
import type { ProviderRequestView } from '#src/engine/catalog/ProviderRequestView.ts'
import type { ProviderCard } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { useRefresh } from '../shell/useRefresh.ts'
import { RequestList } from './RequestList.tsx'

const loadForm = () => import('./RequestForm.tsx').then((module) => module.RequestForm)
const RequestForm = dynamic(loadForm, { ssr: false })

/** Who looks at the page, and whom to ask where they may not do it themselves. */
export type Requester = { accountId: string; mayConnect: boolean; admins: string[] }

type Props = { requester: Requester; requests: ProviderRequestView[]; cards: Pick<ProviderCard, 'key' | 'name' | 'status'>[]; /** What was looked for and not found. */ wanted: string }

/** The end of the list is no dead end: what is missing can be asked for, and what was asked for is answered here. */
export function RequestPanel({ requester, requests, cards, wanted }: Props) {
  const refresh = useRefresh()
  const text = messages().catalogue
  const [isOpen, setIsOpen] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const note = (sentence: string) => {
    setSaid(sentence)
    setIsOpen(false)
    refresh()
  }
  const standing = wanted === '' ? undefined : requests.find((one) => foldName(one.name) === foldName(wanted))
  return (
    <section aria-label={text.request.title} className="mt-8 border-t border-line pt-5">
      {isOpen
        ? <RequestForm accountId={requester.accountId} wanted={wanted} onDone={note} onCancel={() => setIsOpen(false)} />
        : (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {wanted === '' && <p className="text-soft">{text.request.missing}</p>}
            {!standing && (
              <Button isDisabled={!requester.mayConnect} aria-describedby={requester.mayConnect ? undefined : 'why-no-request'} onPress={() => { setSaid(null); setIsOpen(true) }} onPointerEnter={() => void loadForm()} onFocus={() => void loadForm()}>
                <Icon name="plus" size={14} />{wanted === '' ? text.request.open : text.request.openThis}
              </Button>
            )}
            {!requester.mayConnect && <p id="why-no-request" className="text-sm text-faint">{text.request.viewer} {text.ask(requester.admins)}</p>}
          </div>
        )}
      <p role="status" className="mt-2 text-ok empty:hidden">{said}</p>
      <RequestList requests={requests} cards={cards} isOpen={standing !== undefined || said !== null} />
    </section>
  )
}
