import type { z } from 'zod'
import { explainIssue } from './explainIssue.ts'
import { findHostileShape } from './findHostileShape.ts'
import { type ProviderRow, providerRowSchema } from './providerRowSchema.ts'
import type { RowProblem } from './RowProblem.ts'

type Issue = z.core.$ZodIssue

const MAX_ROUNDS = 4
/** Stand-ins that let the further checks run on a row that lacks these; the row is refused all the same. */
const STAND_INS = new Set(['description', 'category', 'label'])

/**
 * Reads an unknown value as a row. Faults of shape do not hide the others: what is faulty and can be left out is left
 * out of `row`, so that the further checks see the rest; `row` is null when too little is left.
 */
export function parseRow(input: unknown): { row: ProviderRow | null; problems: RowProblem[] } {
  const hostile = findHostileShape(input)
  if (hostile !== null) return { row: null, problems: [hostile] }
  const first = providerRowSchema.safeParse(input)
  if (first.success) return { row: first.data, problems: [] }
  const problems = first.error.issues.flatMap(explainIssue)
  // Without an object there is nothing to mend; cloning is safe after the look at depth and size.
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { row: null, problems }
  const rest = JSON.parse(JSON.stringify(input)) as Record<string, unknown>
  let issues: Issue[] = first.error.issues
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    for (const issue of issues) leaveOut(rest, issue)
    const again = providerRowSchema.safeParse(rest)
    if (again.success) return { row: again.data, problems }
    issues = again.error.issues
  }
  return { row: null, problems }
}

function leaveOut(rest: Record<string, unknown>, issue: Issue): void {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.at(-1)]
  let parent: unknown = rest
  for (const step of issue.code === 'unrecognized_keys' ? issue.path : issue.path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return
    parent = (parent as Record<PropertyKey, unknown>)[step]
  }
  // Taking an element out of an array would shift the paths of the faults still to be found.
  if (typeof parent !== 'object' || parent === null || Array.isArray(parent)) return
  for (const key of keys) {
    if (typeof key !== 'string') continue
    if (STAND_INS.has(key)) (parent as Record<string, unknown>)[key] = 'unnamed'
    else Reflect.deleteProperty(parent, key)
  }
}
