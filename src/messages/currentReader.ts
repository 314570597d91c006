import type { Reader } from './Reader.ts'

/**
 * On the global, since one process holds several copies of this module (the front's, and those Next bundles for server
 * and client components), and all must find the same reader.
 */
const slot = Symbol.for('patchbay.currentReader')
type Slot = { [slot]?: () => Reader | undefined }

/** Who the page is for. In a browser that is one for the page, on the server one for each request. */
export function currentReader(): Reader {
  const reader = (globalThis as Slot)[slot]?.()
  if (!reader) throw new Error('There is no reader: sentences were asked for outside a request, or while a module loaded.')
  return reader
}

export function findReaderBy(find: () => Reader | undefined): void {
  ;(globalThis as Slot)[slot] = find
}
