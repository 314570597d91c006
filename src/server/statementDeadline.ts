import { AsyncLocalStorage } from 'node:async_hooks'

// Next bundles this file a second time in the same process; globalThis is what both copies share.
const shared = globalThis as { __patchbayDeadline?: AsyncLocalStorage<number> }

/** How long, in milliseconds, the statements that are sent inside may go unanswered, where that is not the deadline of their pool. */
export const statementDeadline = (shared.__patchbayDeadline ??= new AsyncLocalStorage<number>())
