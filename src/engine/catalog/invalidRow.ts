import { PatchbayError } from '../errors.ts'
import type { RowProblem } from './RowProblem.ts'

/** `invalid_row` with one error for each fault, naming its path. */
export function invalidRow(problems: RowProblem[]): PatchbayError {
  const [first, ...also] = problems.map(({ path, reason }) => new PatchbayError('invalid_row', { field: path, message: `${path === '' ? 'row' : path}: ${reason}` }))
  return new PatchbayError('invalid_row', { field: first?.field, message: first?.message, also })
}
