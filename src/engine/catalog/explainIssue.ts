import type { z } from 'zod'
import type { RowProblem } from './RowProblem.ts'

type Issue = z.core.$ZodIssue

const kinds: Record<string, string> = { string: 'Must be text.', number: 'Must be a number.', int: 'Must be a whole number.', boolean: 'Must be true or false.', array: 'Must be a list.', object: 'Must be an object.', record: 'Must be an object.' }

/** A fault of shape as a plain sentence; the schema's own sentences stay as they are. */
export function explainIssue(issue: Issue): RowProblem[] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, reason: 'Unknown key.' }))
  return [{ path, reason: explain(issue) }]
}

function explain(issue: Issue): string {
  // Zod's own sentences begin so; whatever else it says was written with the schema.
  if (!/^(?:Invalid|Too (?:big|small)|Unrecognized)/.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_key':
      return issue.issues[0] === undefined ? 'This name is not allowed here.' : explain(issue.issues[0])
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'Missing.' : (kinds[issue.expected] ?? 'Must be another kind of value.')
    case 'too_big':
      return `At most ${issue.maximum}${unitOf(issue.origin)}.`
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1 ? 'Empty.' : `At least ${issue.minimum}${unitOf(issue.origin)}.`
    case 'invalid_value':
      return `Must be one of: ${issue.values.map(String).join(', ')}.`
    case 'invalid_format':
      return issue.format === 'date' ? 'Must be a date such as 2026-11-20.' : 'Does not have the form this place needs.'
    default:
      return 'Does not have the form this place needs.'
  }
}

const unitOf = (origin: string): string => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '')
