import { PatchbayError } from '../errors.ts'
import type { CompiledAuthMethod, CredentialValues } from './CompiledProvider.ts'
import { expandTemplate } from './expandTemplate.ts'
import { isHostName } from './isHostName.ts'
import { sourceOf } from './sourceOf.ts'
import { templateFields } from './templateFields.ts'

/** One DNS label (RFC 1035 section 2.3.4). */
const MAX_LABEL_LENGTH = 63
/** What is taken out of a secret becomes readable in the host, so it may be a region code and nothing much longer. */
const MAX_DERIVED_LENGTH = 20

type Input = { template: string; values: CredentialValues; method: CompiledAuthMethod }

/**
 * Fills a host template. Row checks have already confined the patterns of the fields it uses; this is the second
 * lock: whatever the values are, the outcome is one plain host name or a refusal.
 *
 * @throws PatchbayError `validation_failed` naming a field whose value cannot be part of a host
 */
export function resolveHost({ template, values, method }: Input): string {
  const names = templateFields(template)
  for (const name of names) {
    const value = expandTemplate(`{{${name}}}`, values)
    const isDerived = Object.hasOwn(method.derive, name)
    const fits = isDerived ? value.length <= MAX_DERIVED_LENGTH : value.length <= MAX_LABEL_LENGTH || isHostName(value.toLowerCase())
    if (!fits) throw unfit({ name, method })
  }
  if (names.length === 0) return template
  const host = expandTemplate(template, values).toLowerCase()
  if (!isHostName(host)) throw unfit({ name: names[0] as string, method })
  return host
}

function unfit({ name, method }: { name: string; method: CompiledAuthMethod }): PatchbayError {
  const field = sourceOf({ name, derive: method.derive })
  return new PatchbayError('validation_failed', { message: `The value of “${field}” cannot be part of an address.`, field: `credentialPayload.${field}` })
}
