import { isHostName } from './isHostName.ts'
import { parseUrlField } from './parseUrlField.ts'
import type { ProviderField } from './CompiledProvider.ts'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
/** Practical form of RFC 5321 section 4.1.2: one @, no quoting, a host name behind it. */
const EMAIL_LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/

/**
 * Why a value does not have the format its field names, as a phrase that follows the field's label, or null.
 * `https_url` also lets `http://` through here: whether plain or private addresses may be used is for the egress rules.
 */
export function findFormatFault({ format, value }: { format: NonNullable<ProviderField['format']>; value: string }): string | null {
  switch (format) {
    case 'email': {
      const at = value.lastIndexOf('@')
      const isEmail = at > 0 && at <= 64 && EMAIL_LOCAL.test(value.slice(0, at)) && isHostName(value.slice(at + 1).toLowerCase())
      return isEmail ? null : 'must be an e-mail address like name@example.com.'
    }
    case 'https_url':
      return parseUrlField(value) === null ? 'must be an address like https://api.example.com, without a query or a user name.' : null
    case 'hostname':
      return isHostName(value.toLowerCase()) ? null : 'must be a host name like example.com.'
    case 'uuid':
      return UUID.test(value) ? null : 'must be a UUID like 123e4567-e89b-12d3-a456-426614174000.'
    case 'integer':
      return /^-?\d{1,18}$/.test(value) ? null : 'must be a whole number.'
  }
}
