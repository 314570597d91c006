'use client'
import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal as AriaModal, ModalOverlay } from 'react-aria-components/Modal'
import { messages } from '#src/messages/messages.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

type Props = {
  title: string
  subtitle?: ReactNode
  leading?: ReactNode
  /** Asked on Escape, on a press outside and on the close button; the caller decides whether to close. */
  onClose: () => void
  role?: 'dialog' | 'alertdialog'
  width?: 'm' | 's'
  children: ReactNode
}

/** Focus is kept inside, returns to the trigger afterwards, and the page behind does not scroll. */
export function Modal({ title, subtitle, leading, onClose, role = 'dialog', width = 'm', children }: Props) {
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(isOpen) => { if (!isOpen) onClose() }} className="fade fixed inset-0 z-40 overflow-y-auto bg-veil">
      <div className="grid min-h-full place-items-center p-3 sm:p-8">
        <AriaModal className={`rise w-full rounded-2xl border border-line bg-raise shadow-dialog ${width === 'm' ? 'max-w-[520px]' : 'max-w-[440px]'}`}>
          <Dialog role={role} className="relative p-5 outline-none sm:p-6">
            <header className="mb-4 flex items-center gap-3 pr-9">
              {leading}
              <div className="min-w-0">
                <Heading slot="title" level={2} className="text-xl/6 font-[650] tracking-[-.01em]">{title}</Heading>
                {subtitle && <p className="mt-0.5 text-soft">{subtitle}</p>}
              </div>
            </header>
            <Button variant="quiet" aria-label={messages().common.close} onPress={onClose} className="absolute! top-4 right-4 size-8 p-0!">
              <Icon name="close" />
            </Button>
            {children}
          </Dialog>
        </AriaModal>
      </div>
    </ModalOverlay>
  )
}
