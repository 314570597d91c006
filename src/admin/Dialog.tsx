'use client'

import { type ReactNode, type RefObject, useId } from 'react'
import { createPortal } from 'react-dom'

type Props = { dialogRef: RefObject<HTMLDialogElement | null>; title: string; onSubmit: () => void; onClose?: () => void; children: ReactNode }

/**
 * The browser's own dialog: it holds the focus, Escape closes it, and the focus goes back to where it came from. Outside
 * the document's form, and its submission stays here: React would pass it on to the form around.
 */
export const Dialog = ({ dialogRef, title, onSubmit, onClose, children }: Props) => {
  const id = useId()
  return createPortal(
    <dialog aria-labelledby={id} className="pb-dialog" onClose={onClose} ref={dialogRef}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          onSubmit()
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
      </form>
    </dialog>,
    document.body,
  )
}
