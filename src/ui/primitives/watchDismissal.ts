import { keepFocusInside } from './keepFocusInside.ts'

type Watched = { element: HTMLDialogElement; onDismiss: () => void }

/**
 * Calls when somebody wants to leave a modal dialog: by Escape, by the system's way back, by a press beside the panel
 * (`data-panel`). It closes nothing by itself; Tab goes round inside. Returns what ends the watch.
 */
export function watchDismissal({ element, onDismiss }: Watched): () => void {
  const watch = new AbortController()
  const { signal } = watch
  let pressed: EventTarget | null = null
  const ask = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
    onDismiss()
  }
  // Answered at the key: refused as a "cancel", a browser closes at the second press without asking.
  element.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) ask(event) }, { signal })
  element.addEventListener('keydown', (event) => keepFocusInside({ event, element }), { signal })
  element.addEventListener('cancel', (event) => { if (event.target === element) ask(event) }, { signal })
  element.addEventListener('pointerdown', (event) => { pressed = event.target }, { signal })
  // A text selected from inside to outside ends here too, and is no wish to leave.
  element.addEventListener('click', (event) => { if (isBeside(event.target) && isBeside(pressed)) onDismiss() }, { signal })
  return () => watch.abort()
}

const isBeside = (target: EventTarget | null): boolean => target instanceof Element && target.closest('[data-panel]') === null
