import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import type { Egress } from '../egress/Egress.ts'
import { readPointer } from '../verify/readPointer.ts'
import { askForToken } from './askForToken.ts'
import { captureFields } from './captureFields.ts'
import { concreteExchangeUrl } from './concreteExchangeUrl.ts'
import { GrantFault } from './GrantFault.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { requireExchange } from './requireExchange.ts'
import { toGrantFault } from './toGrantFault.ts'

type Question = { egress: Egress; compiled: CompiledProvider; method: CompiledAuthMethod; client: Pick<OAuthClient, 'source'>; values: CredentialValues; agreedHosts: string[]; accessToken: string; now: Date; signal?: AbortSignal }

/**
 * Plain fields that the service tells only when it is asked with the first token, such as the id of a site: one GET, as
 * the row has it. Empty where the row asks nothing.
 * @throws GrantFault; `conflict` where the grant is for several places, since nobody said which is meant
 */
export async function lookUpFields({ egress, compiled, method, client, values, agreedHosts, accessToken, now, signal }: Question): Promise<Record<string, string>> {
  const lookup = method.oauth?.lookup
  if (!lookup) return {}
  const { name } = compiled
  try {
    requireExchange({ compiled, method, agreedHosts })
    const url = concreteExchangeUrl({ compiled, method, template: lookup.url, values, source: client.source })
    const answer = await askForToken({ egress, name, request: { method: 'GET', url, headers: { ...lookup.headers, authorization: `Bearer ${accessToken}` }, body: null }, now, signal })
    if (answer.status !== 200) throw new GrantFault('provider_error', { kind: 'transient', message: `${name} did not say what this authorization is for (status ${answer.status}).`, wasSent: true })
    const document = lookup.list === null ? answer.document : onlyOf({ name, found: readPointer(answer.document, lookup.list) })
    return captureFields({ providerName: name, method, capture: lookup.capture, document, tokens: [accessToken] })
  } catch (cause) {
    throw toGrantFault({ cause, name, signal })
  }
}

function onlyOf({ name, found }: { name: string; found: unknown }): unknown {
  if (!Array.isArray(found)) throw new GrantFault('provider_error', { kind: 'transient', message: `${name} did not say what this authorization is for.`, wasSent: true })
  const [only, ...more] = found as unknown[]
  if (only === undefined) throw new GrantFault('credential_lacks_permission', { kind: 'permanent', message: `${name} gave access to no place there. Nothing was connected.`, hint: 'Choose one when you authorize, or ask for access to one.', wasSent: true })
  if (more.length > 0) throw new GrantFault('conflict', { kind: 'permanent', message: `${name} gave access to ${found.length} places there, and which one is meant was not said. Nothing was connected.`, hint: 'Take back what is not meant on the provider’s own pages, then begin again.', wasSent: true })
  return only
}
