import type { CompiledProvider } from '../catalog/CompiledProvider.ts'

/** Whether connections of this auth method get new access tokens without a person. A key is what it is. */
export function isRenewable({ compiled, key }: { compiled: CompiledProvider; key: string }): boolean {
  const method = compiled.authMethods.find((one) => one.key === key)
  if (method === undefined) return false
  if (method.type === 'oauth2_code') return (method.oauth?.refresh.mode ?? 'none') !== 'none'
  return method.type === 'oauth2_client_credentials' || method.type === 'token_exchange' || method.type === 'github_app'
}
