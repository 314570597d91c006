import { PatchbayError } from '../errors.ts'
import type { CredentialValues } from './CompiledProvider.ts'
import { expandTemplate } from './expandTemplate.ts'
import { parseUrlField } from './parseUrlField.ts'

/**
 * The host pattern of a field that holds a whole base URL (`format: 'https_url'`).
 *
 * @throws PatchbayError `validation_failed` naming the field when its value is not a plain base URL
 */
export function hostOfUrlField({ name, values }: { name: string; values: CredentialValues }): string {
  const parts = parseUrlField(expandTemplate(`{{${name}}}`, values))
  if (parts === null) {
    throw new PatchbayError('validation_failed', { message: `The value of “${name}” is not an address like https://api.example.com.`, field: `credentialPayload.${name}` })
  }
  return parts.port === 443 ? parts.host : `${parts.host}:${parts.port}`
}
