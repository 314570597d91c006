'use client'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Logo } from '../primitives/Logo.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { Segments } from '../primitives/Segments.tsx'
import { ConnectForm } from './ConnectForm.tsx'
import { ConnectSuccess } from './ConnectSuccess.tsx'
import { isUsable } from './isUsable.ts'
import { useBackToClose } from './useBackToClose.ts'
import { type ConnectTarget, useConnectForm } from './useConnectForm.ts'

type Props = ConnectTarget & {
  /** Of the page with this dialog open. */
  address?: string
  /** The address is that of the page again by then. */
  onClose: () => void
  /** After a success; opens it anew. */
  onAnother?: () => void
}

/** Drawn entirely from the provider's row. With a connection it fills that one in; without, it makes a new one. */
export function ConnectDialog({ address, onClose, onAnother, ...target }: Props) {
  const { provider, account, connection } = target
  const text = messages().connect
  const form = useConnectForm(target)
  const { phase, method, isDirty } = form
  const [isAsking, setIsAsking] = useState(false)
  const before = useRef<Element | null>(null)
  const ask = () => {
    if (isAsking) return
    before.current = document.activeElement
    setIsAsking(true)
  }
  const history = useBackToClose({
    address,
    onBack: () => {
      if (isDirty) ask()
      else onClose()
      return !isDirty
    },
  })
  const leave = () => void history.leave().then(onClose)
  const follow = () => {
    history.stay()
    // In Settings the link leads to the page that is there already.
    if (connection) onClose()
  }
  const close = () => (isDirty ? ask() : leave())
  useWarning({ isDirty, isLeaving: form.isLeaving })

  // What there was when the dialog opened: by the end there is something new. Who signed in has no key whose mask would tell.
  const [isUsed] = useState(connection !== undefined && connection.status !== 'disconnected')
  const [isReplacement] = useState(isUsed && connection?.status !== 'revoked')
  const title = !connection ? text.title(provider.name) : method?.asksPerson && isUsed ? text.reconnectTitle(connection.displayName) : isReplacement ? text.replaceTitle(connection.displayName) : text.finishTitle(connection.displayName)
  if (phase.name === 'saved') {
    return (
      <Modal title={title} onClose={leave} leading={<Logo logo={provider.logo} />}>
        <ConnectSuccess provider={provider} connection={phase.connection} result={phase.result} isReplacement={isReplacement} onClose={leave} onLink={follow} onAnother={onAnother} />
      </Modal>
    )
  }
  const methods = provider.authMethods.map((one) => ({ value: one.key, label: isUsable(one) ? one.label : text.comingMethod(one.label) }))
  const discard = { onKeep: () => { setIsAsking(false); requestAnimationFrame(() => (before.current as HTMLElement | null)?.focus()) }, onDiscard: leave }
  return (
    <Modal title={title} subtitle={connection ? provider.name : provider.description} onClose={close} leading={<Logo logo={provider.logo} />}>
      {methods.length > 1 && <div className="mb-4"><Segments label={text.method} value={method?.key ?? ''} options={methods} onChange={form.chooseMethod} isDisabled={phase.name !== 'editing' && phase.name !== 'refused'} /></div>}
      <ConnectForm form={form} provider={provider} accountName={account.name} isNew={!connection} isReplacement={isReplacement} discard={isAsking ? discard : null} onClose={close} />
    </Modal>
  )
}

/** The browser asks as well, where the whole page is about to go. */
function useWarning({ isDirty, isLeaving }: { isDirty: boolean; isLeaving: RefObject<boolean> }): void {
  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => { if (!isLeaving.current) event.preventDefault() }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty, isLeaving])
}
