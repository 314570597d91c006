import { hashToken, makeToken, maskToken } from '#src/engine/apiToken.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import type { AiConfig } from './AiConfig.ts'
import type { Opened } from './openChoice.ts'
import { runtime } from './runtime.ts'
import { saveShortToken } from './stores/saveShortToken.ts'

const lifetimeSeconds = 900

type Question = { opened: Opened; account: string; user: string | null }

/**
 * Patchbay's own address and a token of 15 minutes that may only send calls, and only with the credential that was
 * resolved: the provider's key never enters the caller's process.
 */
export async function proxySettings({ opened: { resolved, compiled, isPrivate }, account, user }: Question): Promise<AiConfig['settings']> {
  const { pool, env } = runtime()
  const path = sdkPathBelow({ name: compiled.name, sdkBase: resolved.aiBaseUrl, baseUrl: resolved.baseUrl })
  const token = makeToken()
  // The account does not see a private connection; its owner does, as long as they belong to the account.
  const limits = { onlyProvider: resolved.provider, onlyConnection: resolved.connection?.id ?? null, actsFor: isPrivate ? user : null }
  await saveShortToken({ pool, account, hash: hashToken(token), prefix: maskToken(token), lifetimeSeconds, ...limits })
  const target = resolved.connection === null ? `accounts/${account}/${resolved.provider}` : `connections/${resolved.connection.id}`
  // The factory makes the header of `apiKey`; a second one here would be joined to it.
  return { apiKey: token, baseURL: `${env.PATCHBAY_PUBLIC_URL}/api/proxy/${target}${path}`, headers: {}, fetch }
}

/** What SDKs put between the row's base URL and their own paths: the proxy adds only the former. */
export function sdkPathBelow({ name, sdkBase, baseUrl }: { name: string; sdkBase: string | null; baseUrl: string | null }): string {
  if (baseUrl === null) throw new PatchbayError('provider_unavailable', { message: `The row of ${name} has no base URL.`, hint: 'Add one to its row.' })
  if (sdkBase === null || sdkBase === baseUrl) return ''
  if (sdkBase.startsWith(`${baseUrl}/`)) return sdkBase.slice(baseUrl.length)
  throw new PatchbayError('provider_unavailable', { message: `SDKs call ${name} at an address that is not below its base URL, so not through the proxy.`, hint: 'Leave out “via”, or set ai.baseUrl in its row to an address below baseUrl.' })
}
