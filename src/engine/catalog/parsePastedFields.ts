import { cleanPaste } from './cleanPaste.ts'
import type { ProviderField } from './CompiledProvider.ts'
import { literalPrefixes } from './literalPrefixes.ts'
import { matchFieldName } from './matchFieldName.ts'
import { type Assignment, readAssignments } from './readAssignments.ts'

export type PastedFields = {
  /** Values by field name. */
  values: Record<string, string>
  /** Names of the text that fit no field; never values. */
  unmatched: string[]
}

type Question = {
  text: string
  fields: Pick<ProviderField, 'name' | 'label' | 'secret' | 'pattern' | 'example'>[]
  provider: { key: string; name: string }
}

/**
 * Reads a pasted `.env` block or JSON object as values of several fields. A name is matched to a field by the field's
 * name or label, with or without the provider's name in front; a value no name places goes to the field whose pattern
 * begins as it does. Null for a text that is no such block: a single value, or one `NAME=value` (which `cleanPaste`
 * takes care of) that names no field. Client-safe.
 */
export function parsePastedFields({ text, fields, provider }: Question): PastedFields | null {
  // Where a whole JSON document is the credential, it is one value.
  if (fields.some((field) => field.example?.startsWith('{'))) return null
  const assignments = readAssignments(text)
  const found = match({ assignments, fields, provider })
  const values = Object.fromEntries([...found].map(([field, { value }]) => [field, cleanPaste(value).value]))
  const used = new Set(found.values())
  const unmatched = [...new Set(assignments.filter((one) => !used.has(one)).map(({ name }) => name.slice(0, 80)))]
  const isBlock = assignments.length > 1 || found.size > 0
  return isBlock ? { values, unmatched } : null
}

type Matching = { assignments: Assignment[] } & Pick<Question, 'fields' | 'provider'>

/** Best fit first, each name and each field once; of two that fit alike the first in the text. */
function match({ assignments, fields, provider }: Matching): Map<string, Assignment> {
  const secrets = fields.filter((field) => field.secret)
  const pairs = assignments.flatMap((assignment) =>
    fields.flatMap((field) => {
      const score = matchFieldName({ name: assignment.name, field, provider, isOnlySecret: field.secret && secrets.length === 1 })
      return [{ assignment, field, score: Math.max(score, hasBeginning({ field, value: assignment.value }) ? 50 : 0) }].filter((pair) => pair.score > 0)
    }),
  )
  const found = new Map<string, Assignment>()
  const used = new Set<Assignment>()
  for (const { assignment, field } of pairs.toSorted((one, other) => other.score - one.score)) {
    if (found.has(field.name) || used.has(assignment)) continue
    found.set(field.name, assignment)
    used.add(assignment)
  }
  return found
}

/** A beginning of one or two letters says nothing. */
const hasBeginning = ({ field, value }: { field: Question['fields'][number]; value: string }): boolean =>
  field.pattern !== null && literalPrefixes(field.pattern).some((prefix) => prefix.length >= 3 && value.startsWith(prefix))
