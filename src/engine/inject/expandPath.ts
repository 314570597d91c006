import type { CredentialValues } from '../catalog/CompiledProvider.ts'
import { expandTemplate } from '../catalog/expandTemplate.ts'
import { templateFields } from '../catalog/templateFields.ts'
import { encodeUrlValue } from './encodeUrlValue.ts'

/** The template's own text stands as it is; each value is encoded, so that a token may hold a colon but never a slash. */
export function expandPath({ template, values }: { template: string; values: CredentialValues }): string {
  const encoded: CredentialValues = {}
  for (const name of templateFields(template)) {
    const value = values[name]
    // Bot tokens hold a colon, which RFC 3986 section 3.3 allows in a path segment and some services insist on.
    if (value !== undefined) encoded[name] = encodeUrlValue({ name, value }).replaceAll('%3A', ':')
  }
  return expandTemplate(template, encoded)
}
