import type { CompiledAuthMethod, CompiledProvider } from '../catalog/CompiledProvider.ts'
import type { OAuthFacts } from '../catalog/TokenBlocks.ts'
import { GrantFault } from './GrantFault.ts'

/** The OAuth facts of a method. @throws GrantFault where the row (or what is stored of an older one) has none */
export function toOAuth({ compiled, method }: { compiled: CompiledProvider; method: CompiledAuthMethod }): OAuthFacts {
  if (method.oauth) return method.oauth
  throw new GrantFault('provider_unavailable', { kind: 'configuration', message: `${compiled.name} gives no tokens for the auth method “${method.key}”.`, wasSent: false })
}
