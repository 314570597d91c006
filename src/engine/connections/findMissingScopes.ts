import { asksPerson } from '../catalog/asksPerson.ts'
import type { CompiledProvider } from '../catalog/CompiledProvider.ts'

type Question = { compiled: Pick<CompiledProvider, 'authMethods'>; authMethod: string; scopes: string[] | null }

/**
 * Access that the row needs by now and a person did not give at the provider, or was not asked for then. What is not
 * known to have been given is not counted as missing. Client-safe.
 */
export function findMissingScopes({ compiled, authMethod, scopes }: Question): string[] {
  const method = compiled.authMethods.find((one) => one.key === authMethod)
  if (method === undefined || !asksPerson(method) || scopes === null || scopes.length === 0) return []
  return method.requiredScopes.filter((scope) => !scopes.includes(scope))
}
