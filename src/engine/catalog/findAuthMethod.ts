import { PatchbayError } from '../errors.ts'
import type { CompiledAuthMethod, CompiledProvider } from './CompiledProvider.ts'

/**
 * The auth method of that key, or the row's first when none is named.
 * @throws PatchbayError `unknown_auth_method`
 */
export function findAuthMethod({ compiled, key }: { compiled: CompiledProvider; key: string | null }): CompiledAuthMethod {
  const method = key === null ? compiled.authMethods[0] : compiled.authMethods.find((one) => one.key === key)
  if (method !== undefined) return method
  throw new PatchbayError('unknown_auth_method', {
    field: 'authMethod',
    message: `${compiled.name} has no such auth method. It has: ${compiled.authMethods.map((one) => one.key).join(', ')}.`,
  })
}
