import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import { concreteUrl } from '../catalog/concreteBaseUrl.ts'
import { wholeUrlField } from '../catalog/wholeUrlField.ts'
import { GrantFault } from './GrantFault.ts'

type Question = { compiled: CompiledProvider; method: CompiledAuthMethod; template: string; values: CredentialValues; source: 'platform' | 'account' }

/**
 * An address of an exchange with the account's values in it. Row checks keep a whole host from the account away from
 * the platform's client; this is the second lock.
 * @throws GrantFault `host_not_allowed`; PatchbayError `validation_failed` naming a value that cannot be part of an address
 */
export function concreteExchangeUrl({ compiled, method, template, values, source }: Question): URL {
  if (source === 'platform' && wholeUrlField(template) !== null) {
    throw new GrantFault('host_not_allowed', { kind: 'configuration', message: `${compiled.name} would send the platform’s client to an address of the account’s choosing.`, wasSent: false })
  }
  return new URL(concreteUrl({ template, method, values }))
}
