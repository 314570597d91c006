import type { Page } from '@playwright/test'

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[] }

/** How far content has moved by itself since the page began (Cumulative Layout Shift), and what it was. */
export const readShift = (page: Page): Promise<{ sum: number; moved: string[] }> =>
  page.evaluate(() => new Promise<{ sum: number; moved: string[] }>((resolve) => {
    const seen = { sum: 0, moved: [] as string[] }
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
        if (hadRecentInput) continue
        seen.sum += value
        for (const { node, previousRect: from, currentRect: to } of sources) seen.moved.push(`${node?.textContent?.slice(0, 40)}: ${from.x},${from.y} ${from.width}×${from.height} → ${to.x},${to.y} ${to.width}×${to.height}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
    // What is buffered arrives before the next frame is over.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(seen), 0)))
  }))
