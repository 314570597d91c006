import type { CompiledAuthMethod, CompiledProvider } from '../catalog/CompiledProvider.ts'
import { GrantFault } from './GrantFault.ts'

/**
 * A refresh token, a login or an app's key goes only where the owner agreed to when the connection was made: a row
 * edited to another token address gets nothing until the account consents.
 * @throws GrantFault `host_consent_required`
 */
export function requireExchange({ compiled, method, agreedHosts }: { compiled: CompiledProvider; method: CompiledAuthMethod; agreedHosts: string[] }): void {
  const mark = method.marks.exchange ?? null
  if (mark !== null && agreedHosts.includes(mark)) return
  throw new GrantFault('host_consent_required', { kind: 'configuration', message: `${compiled.name} now asks for tokens in another way than this connection’s owner agreed to.`, wasSent: false })
}
