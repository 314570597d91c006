const candidates = 'a[href], button:not(:disabled), input:not(:disabled, [type=hidden]), textarea:not(:disabled), select:not(:disabled), summary, [tabindex="0"]'

/** What Tab reaches inside, in order: of a group of radios only the chosen one, or the first when none is. */
function listTabbable(element: Element): HTMLElement[] {
  const all = [...element.querySelectorAll<HTMLElement>(candidates)].filter((one) => one.checkVisibility() && one.tabIndex >= 0)
  return all.filter((one) => {
    if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true
    const group = all.filter((other): other is HTMLInputElement => other instanceof HTMLInputElement && other.type === 'radio' && other.name === one.name)
    return one === (group.find((radio) => radio.checked) ?? group[0])
  })
}

/** For `keydown`: from the last on to the first and back, where a browser would go to its own buttons or the page's start. */
export function keepFocusInside({ event, element }: { event: KeyboardEvent; element: Element }): void {
  if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey) return
  const tabbable = listTabbable(element)
  const [first, last] = [tabbable[0], tabbable.at(-1)]
  const active = document.activeElement
  const isAtEnd = event.shiftKey ? active === first || active === element : active === last
  const goRound = () => (event.shiftKey ? last : first)?.focus()
  if (isAtEnd) {
    event.preventDefault()
    goRound()
    return
  }
  // What Tab reaches beyond this list (parts of a date, a box that scrolls) must not lead outside either.
  setTimeout(() => {
    const now = document.activeElement
    if (element.isConnected && (now === element || !element.contains(now))) goRound()
  })
}
