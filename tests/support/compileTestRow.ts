import { agreementOf } from '#src/engine/catalog/agreementOf.ts'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'

export type TestRow = { compiled: CompiledProvider; method: CompiledAuthMethod; agreedHosts: (values?: CredentialValues) => string[] }

/** A row with one auth method, checked and compiled as a saved one is; loopback is allowed. Throws its problems. */
export function compileTestRow({ method: authMethod, baseUrl = 'http://127.0.0.1:9/v1', ...rest }: { method: Record<string, unknown>; baseUrl?: string } & Record<string, unknown>): TestRow {
  const row = { key: 'acme', name: 'Acme', category: 'Test', description: 'A service.', baseUrl, authMethods: [{ key: 'token', label: 'Sign in', ...authMethod }], ...rest }
  const checked = checkRow({ row, isOutboundAllowed: () => null })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  const { compiled } = checked
  const method = compiled.authMethods[0] as CompiledAuthMethod
  return { compiled, method, agreedHosts: (values = {}) => agreementOf({ compiled, method, values }) }
}
