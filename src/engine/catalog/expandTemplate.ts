import { PatchbayError } from '../errors.ts'
import type { CredentialValues } from './CompiledProvider.ts'

/**
 * Puts values into a template in a single pass: what comes out of a value is never read as a template again, so a
 * value of `{{other}}` stays those nine characters. Nothing is encoded here; that belongs to the place it goes to.
 *
 * @throws PatchbayError `validation_failed` naming the first field without a value
 */
export function expandTemplate(template: string, values: CredentialValues): string {
  if (!template.includes('{{')) return template
  return template.replace(/\{\{([A-Za-z][A-Za-z0-9_]*)\}\}/g, (_whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (typeof value === 'string') return value
    throw new PatchbayError('validation_failed', { message: `The value of “${name}” is missing.`, field: `credentialPayload.${name}` })
  })
}
