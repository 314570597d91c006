import { PatchbayError } from '../errors.ts'

/**
 * Percent-encodes a value for one query parameter, form field or path segment (RFC 3986 section 2): only unreserved
 * characters and `! ' ( ) *` stay, so no value can end its place. An empty one is refused, since it would silently
 * send the request without a credential.
 */
export function encodeUrlValue({ name, value }: { name: string; value: string }): string {
  if (value !== '' && value.isWellFormed()) return encodeURIComponent(value)
  throw new PatchbayError('validation_failed', {
    message: `The credential value for “${name}” is empty or not valid Unicode.`,
    hint: 'Copy the key again from the provider and replace it.',
  })
}
