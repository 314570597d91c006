/**
 * Brings the input of a row's path into view and puts the focus there, unfolding what hides it. Goes up the path until
 * something of it is in the form: a missing test has no input of its own before its first key.
 */
export function goToField(path: string): void {
  for (let steps = path.split('.'); steps.length > 0; steps = steps.slice(0, -1)) {
    const found = document.getElementById(`field-${steps.join('__')}`)
    if (found === null) continue
    unfold(found)
    // Folding takes its time, and what is folded cannot have the focus.
    requestAnimationFrame(() => {
      found.scrollIntoView({ block: 'center' })
      const input = found.matches('input, textarea') ? found : found.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, button')
      ;(input as HTMLElement | null)?.focus({ preventScroll: true })
    })
    return
  }
}

function unfold(element: HTMLElement): void {
  for (let fold = element.closest('.collapsible--collapsed'); fold !== null; fold = fold.parentElement?.closest('.collapsible--collapsed') ?? null) {
    fold.querySelector<HTMLElement>(':scope > .collapsible__toggle-wrap .collapsible__toggle')?.click()
  }
}
