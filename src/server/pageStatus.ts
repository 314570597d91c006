import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerResponse } from 'node:http'

type Marked = { status: number | null }

// On the global, since the front and the pages that Next bundles hold a copy of this module each.
const slot = Symbol.for('patchbay.pageStatus')
const shared = globalThis as { [slot]?: AsyncLocalStorage<Marked> }
const requests = (shared[slot] ??= new AsyncLocalStorage<Marked>())

/**
 * Lets a page be a 404 and still be drawn on the server: Next's own `notFound()` sends an empty document that only its
 * scripts can fill. The status of the page goes out with the head, which is written once the page has been drawn.
 */
export function runWithPageStatus<T>({ res, work }: { res: ServerResponse; work: () => T }): T {
  const marked: Marked = { status: null }
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse
  res.writeHead = ((status: number, ...rest: unknown[]) => writeHead(status === 200 ? (marked.status ?? status) : status, ...rest)) as typeof res.writeHead
  return requests.run(marked, work)
}

/** Said by a page while it is drawn: there is nothing here. */
export function markMissing(): void {
  const marked = requests.getStore()
  if (marked !== undefined) marked.status = 404
}
