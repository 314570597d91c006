/** One fault of a row: where (dot path, e.g. `authMethods.0.fields.1.pattern`; empty = the row itself) and why. */
export type RowProblem = { path: string; reason: string }

/** Collects faults instead of stopping at the first. */
export type ReportProblem = (path: string, reason: string) => void
