import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import type { Egress } from '../egress/Egress.ts'
import { readPointer } from '../verify/readPointer.ts'
import { askForToken } from './askForToken.ts'
import { concreteExchangeUrl } from './concreteExchangeUrl.ts'
import { GrantFault } from './GrantFault.ts'
import { appHeaders } from './mintInstallationToken.ts'
import { readNextPage } from './readNextPage.ts'
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
    const { url: template, list, id, label, pages } = app.installations
    const headers = { ...appHeaders({ app, method, values }), authorization: `Bearer ${accessToken}` }
    const found: Installation[] = []
    let url: URL | null = concreteExchangeUrl({ compiled, method, template, values, source: 'platform' })
    for (let page = 0; url !== null && page < pagesAtMost; page += 1) {
      const answer = await askForToken({ egress, name, request: { method: 'GET', url, headers, body: null }, now, signal })
      const entries = readPointer(answer.document, list)
      if (answer.status !== 200 || !Array.isArray(entries)) throw new GrantFault('provider_error', { kind: 'transient', message: `${name} did not say which installations are yours (status ${answer.status}).`, wasSent: true })
      found.push(...entries.flatMap((one) => toInstallation({ id: readPointer(one, id), label: readPointer(one, label) })))
      url = pages === 'link' ? goOn({ name, from: url, next: readNextPage({ link: answer.link, url }) }) : null
    }
    return found
  } catch (cause) {
    throw toGrantFault({ cause, name, signal })
  }
}

/** A thousand places, where the row asks for a hundred a page; a list without an end ends. */
const pagesAtMost = 10

/** The person's token goes to the host it was sent to first, and to no other. */
function goOn({ name, from, next }: { name: string; from: URL; next: URL | null }): URL | null {
  if (next === null || next.origin === from.origin) return next
  throw new GrantFault('provider_error', { kind: 'configuration', message: `${name} goes on with its list of installations at another host, where your token is not sent.`, wasSent: true })
}

/** The id will be part of an address. */
function toInstallation({ id, label }: { id: unknown; label: unknown }): Installation[] {
  if ((typeof id !== 'string' && typeof id !== 'number') || !/^[A-Za-z0-9_-]{1,100}$/.test(String(id))) return []
  return [{ id: String(id), label: String(label ?? id).slice(0, 200) }]
}
