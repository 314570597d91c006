import type { Page } from '@playwright/test'
import { expect } from './test.ts'

export type Stop = { name: string; /** Document coordinates. */ left: number; top: number }

/**
 * Presses Tab so often and looks at each stop: it follows its forerunner in the document, nothing that stays in place
 * while the page scrolls hides the whole of it, and a finger can hit it. Returns the stops.
 */
export async function walkFocus({ page, presses, what }: { page: Page; presses: number; what: string }): Promise<Stop[]> {
  const stops: Stop[] = []
  for (let pressed = 0; pressed < presses; pressed += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(inspectStop)
    if (stop === null) break
    const { faults, ...place } = stop
    expect(faults, `${what}: stop ${pressed + 1}, ${stop.name}`).toEqual([])
    stops.push(place)
  }
  return stops
}

/** Runs in the page. Null at its end, where the focus leaves the document or comes round. */
function inspectStop(): (Stop & { faults: string[] }) | null {
  const seen = ((globalThis as { walked?: Element[] }).walked ??= [])
  const element = document.activeElement
  if (element === null || element === document.body || seen.includes(element)) return null
  const faults: string[] = []
  const before = seen.at(-1)
  if (before?.isConnected && (before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) === 0) faults.push('comes before the last one')
  seen.push(element)

  // A radio button or a link that fills its card is hit by whatever leads to it.
  const target = element.closest('label') ?? element
  const box = target.getBoundingClientRect()
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y] as const))
  const isOnTop = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y)
    return top !== null && (target.contains(top) || top.contains(target))
  })
  if (!isOnTop) faults.push('is hidden by something, or out of the window')
  // A link within a sentence is as high as its line (WCAG 2.2, 2.5.8).
  const isInText = getComputedStyle(element).display === 'inline' && element.tagName === 'A'
  if (!isInText && (Math.round(box.width) < 24 || Math.round(box.height) < 24)) faults.push(`is only ${Math.round(box.width)} by ${Math.round(box.height)} px`)
  return { name: element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '', left: box.left + scrollX, top: box.top + scrollY, faults }
}
