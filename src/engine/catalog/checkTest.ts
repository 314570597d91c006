import { checkPattern } from './checkPattern.ts'
import { findHeaderNameFault } from './findHeaderNameFault.ts'
import { isRowPath } from './isRowPath.ts'
import type { ProviderRow, RowTest } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'

/** Faults of one test request: a path that leaves the base, headers a row may not set, a service that does not exist. */
export function checkTest({ test, row, path, report }: { test: RowTest; row: ProviderRow; path: string; report: ReportProblem }): void {
  if (!isRowPath(test.path)) report(`${path}.path`, 'The path starts with “/” and holds no “?”, “#”, “\\”, “//” or dot segments; queries go into “query”.')
  for (const [name, value] of Object.entries(test.headers ?? {})) {
    const reason = findHeaderNameFault(name) ?? (/[\u0000-\u001F\u007F]/.test(value) ? 'Control characters are not allowed here.' : null)
    if (reason !== null) report(`${path}.headers.${name}`, reason)
  }
  if (test.service && !Object.hasOwn(row.services ?? {}, test.service)) report(`${path}.service`, `There is no service “${test.service}”.`)
  if (!test.service && !row.baseUrl) report(path, 'A test needs a base URL to go to.')
  const hasBody = test.body !== undefined && test.body !== null
  if (hasBody && (test.method ?? 'GET') !== 'POST' && test.method !== 'PUT') report(`${path}.body`, `A ${test.method ?? 'GET'} request has no body.`)
}

/** Faults of the rules that tell a refused credential from other answers. */
export function checkAuthFailure({ row, report }: { row: ProviderRow; report: ReportProblem }): void {
  for (const [index, { matches }] of (row.authFailure?.also ?? []).entries()) checkPattern({ pattern: matches, path: `authFailure.also.${index}.matches`, report })
}
