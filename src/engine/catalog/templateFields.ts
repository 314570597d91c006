import { memoize } from '../memoize.ts'

const PLACEHOLDER = /\{\{([A-Za-z][A-Za-z0-9_]*)\}\}/g

/**
 * The names a template such as `Bearer {{token}}` asks for, each once, in order of appearance. A placeholder has no
 * spaces inside; anything else in double braces is a fault that `findTemplateFault` reports when a row is saved.
 */
export const templateFields = (template: string): string[] => (template.includes('{{') ? [...fieldsOf(template)] : [])

const fieldsOf = memoize((template) => new Set(Array.from(template.matchAll(PLACEHOLDER), (match) => match[1] as string)))

/** Why a template cannot be read, or null: braces that are neither text nor a whole placeholder. */
export function findTemplateFault(template: string): string | null {
  const rest = template.replaceAll(PLACEHOLDER, '')
  if (!rest.includes('{{') && !rest.includes('}}')) return null
  return 'A placeholder is written {{fieldName}}: letters, digits and underscores, no spaces.'
}
