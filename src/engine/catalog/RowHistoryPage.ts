import type { RowVersion } from './RowVersion.ts'

/** Newest first. `next`: id of the version that the next page follows; null where no older one is kept. */
export type RowHistoryPage = { versions: RowVersion[]; next: string | null }
