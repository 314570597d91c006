import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { type FetchedTokens, fetchTokens } from './fetchTokens.ts'

type Question = { compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; /** Of those that its person may use, by the service's word. */ installation: string; signal?: AbortSignal | null | undefined }

/**
 * A first token for one installation of the platform's app. The id is sealed beside the token: it is no field, so that
 * nobody types another account's.
 * @throws as fetchTokens
 */
export async function fetchInstallationTokens({ compiled, method, values, installation, signal }: Question): Promise<FetchedTokens> {
  const own = { [method.app?.installation ?? '']: installation }
  const tokens = await fetchTokens({ compiled, method, values: { ...values, ...own }, signal })
  return { ...tokens, sealable: { ...tokens.sealable, values: { ...tokens.sealable.values, ...own } } }
}
