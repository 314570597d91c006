import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import type { Egress } from '../egress/Egress.ts'
import { readPointer } from '../verify/readPointer.ts'
import { askForToken } from './askForToken.ts'
import { concreteExchangeUrl } from './concreteExchangeUrl.ts'
import { GrantFault } from './GrantFault.ts'
import { appHeaders } from './mintInstallationToken.ts'
import { requireExchange } from './requireExchange.ts'
import { toGrantFault } from './toGrantFault.ts'

export type Installation = { id: string; label: string }
type Question = { egress: Egress; compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; agreedHosts: string[]; /** The person's own, of `exchangeCode`. */ accessToken: string; now: Date; signal?: AbortSignal }

/**
 * The installations of the platform's app that a person may use, by the service's word. An installation id from
 * anywhere else proves nothing: the app's key opens every account's.
 * @throws GrantFault
 */
export async function listInstallations({ egress, compiled, method, values, agreedHosts, accessToken, now, signal }: Question): Promise<Installation[]> {
  const { name } = compiled
  try {
    requireExchange({ compiled, method, agreedHosts })
    const { app } = method
    if (!app?.installations) throw new GrantFault('provider_unavailable', { kind: 'configuration', message: `${name} does not say who may use which installation.`, wasSent: false })
    const { url: template, list, id, label } = app.installations
    const url = concreteExchangeUrl({ compiled, method, template, values, source: 'platform' })
    const headers = { ...appHeaders({ app, method, values }), authorization: `Bearer ${accessToken}` }
    const answer = await askForToken({ egress, name, request: { method: 'GET', url, headers, body: null }, now, signal })
    const found = readPointer(answer.document, list)
    if (answer.status !== 200 || !Array.isArray(found)) throw new GrantFault('provider_error', { kind: 'transient', message: `${name} did not say which installations are yours (status ${answer.status}).`, wasSent: true })
    return found.flatMap((one) => {
      const value = idOf(readPointer(one, id))
      return value === null ? [] : [{ id: value, label: String(readPointer(one, label) ?? value).slice(0, 200) }]
    })
  } catch (cause) {
    throw toGrantFault({ cause, name, signal })
  }
}

/** It will be part of an address. */
const idOf = (value: unknown): string | null => ((typeof value === 'string' || typeof value === 'number') && /^[A-Za-z0-9_-]{1,100}$/.test(String(value)) ? String(value) : null)
