'use client'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useRef, useState } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import type { ShellAccount } from '../shell/Shell.ts'
import { useRefresh } from '../shell/useRefresh.ts'

const loadDialog = () => import('./ConnectDialog.tsx').then((module) => module.ConnectDialog)
const ConnectDialog = dynamic(loadDialog, { ssr: false })

type Props = { provider: ProviderDetail; account: ShellAccount; isOpenAtFirst: boolean; isPrimary: boolean; /** Why this person may not, and who may; null = may. */ whyNot: string | null }

/** Opens the dialog, which stands in the address as `?connect`: a refresh or a shared link shows what the press showed. */
export function ConnectButton({ provider, account, isOpenAtFirst, isPrimary, whyNot }: Props) {
  const refresh = useRefresh()
  const path = usePathname()
  const mayConnect = whyNot === null
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(isOpenAtFirst && mayConnect)
  /** Counts the dialogs, so that “Connect another” begins with a new one. */
  const [round, setRound] = useState(0)
  const hasSaved = useRef(false)
  const [taken, setTaken] = useState<string[]>([])
  // What was opened for one account stays its own, also when the page shows another meanwhile.
  const [openedFor, setOpenedFor] = useState(account)
  const open = () => {
    setOpenedFor(account)
    setIsOpen(true)
  }
  const close = () => {
    setIsOpen(false)
    // A change of the address throws away a refresh that is still under way.
    if (hasSaved.current) refresh()
    hasSaved.current = false
    // Opened by its address, the dialog has nothing to give the focus back to.
    requestAnimationFrame(() => { if (document.activeElement === document.body) button.current?.focus() })
  }
  const noteSaved = ({ displayName }: { displayName: string }) => {
    hasSaved.current = true
    setTaken((before) => [...before, displayName])
    refresh()
  }
  return (
    <div className="flex max-w-full flex-col items-start gap-1.5 sm:items-end">
      <Button ref={button} variant={isPrimary ? 'primary' : 'ghost'} isDisabled={!mayConnect} aria-describedby={mayConnect ? undefined : 'why-not'} onPress={open} onPointerEnter={() => void loadDialog()} onFocus={() => void loadDialog()} className="max-w-full">
        <span className="truncate" title={provider.name}>{provider.connections.length > 0 ? messages().provider.connectAnother : messages().provider.connect(provider.name)}</span>
      </Button>
      {!mayConnect && <p id="why-not" className="max-w-[36ch] text-sm text-faint sm:text-right">{whyNot}</p>}
      {isOpen && <ConnectDialog key={round} provider={provider} account={openedFor} taken={taken} address={`${path}?connect`} onClose={close} onSaved={noteSaved} onAnother={() => setRound((one) => one + 1)} />}
    </div>
  )
}
