import { hashToken, makeToken, maskToken } from '#src/engine/apiToken.ts'
import type { AiConfig } from './AiConfig.ts'
import type { Opened } from './openChoice.ts'
import { runtime } from './runtime.ts'
import { saveShortToken } from './stores/saveShortToken.ts'

const lifetimeSeconds = 900

/**
 * Patchbay's own address and a token of 15 minutes that may only send calls for this account: the provider's key never
 * enters the caller's process.
 */
export async function proxySettings({ opened: { resolved }, account }: { opened: Opened; account: string }): Promise<AiConfig['settings']> {
  const { pool, env } = runtime()
  const token = makeToken()
  await saveShortToken({ pool, account, hash: hashToken(token), prefix: maskToken(token), lifetimeSeconds })
  const target = resolved.connection === null ? `accounts/${account}/${resolved.provider}` : `connections/${resolved.connection.id}`
  const authorization = { authorization: `Bearer ${token}` }
  return { apiKey: token, baseURL: `${env.PATCHBAY_PUBLIC_URL}/api/proxy/${target}`, headers: authorization, fetch }
}
