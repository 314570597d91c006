import { SignJWT } from 'jose'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { expandTemplate } from '../catalog/expandTemplate.ts'
import type { AppFacts } from '../catalog/TokenBlocks.ts'
import type { Egress } from '../egress/Egress.ts'
import { checkHeaderValue } from '../inject/checkHeaderValue.ts'
import { knownSecrets } from '../verify/knownSecrets.ts'
import { askForToken } from './askForToken.ts'
import { concreteExchangeUrl } from './concreteExchangeUrl.ts'
import { GrantFault } from './GrantFault.ts'
import { judgeTokenAnswer } from './judgeTokenAnswer.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { readGrant } from './readGrant.ts'
import { readPrivateKey } from './readPrivateKey.ts'
import type { TokenGrant } from './TokenGrant.ts'

type Question = { egress: Egress; compiled: CompiledProvider; method: CompiledAuthMethod; client: OAuthClient; values: CredentialValues; now: Date; signal?: AbortSignal }

/** An app's key signs for one installation and gets its token. */
export async function mintInstallationToken({ egress, compiled, method, client, values, now, signal }: Question): Promise<TokenGrant> {
  const { name } = compiled
  const { app } = method
  if (!app) throw new GrantFault('provider_unavailable', { kind: 'configuration', message: `${name} has no app.`, wasSent: false })
  const url = concreteExchangeUrl({ compiled, method, template: app.tokenUrl, values, source: client.source })
  const headers = { ...appHeaders({ app, method, values }), authorization: `Bearer ${await signAsApp({ client, name, now })}` }
  const answer = await askForToken({ egress, name, request: { method: 'POST', url, headers, body: null }, now, signal })
  const secrets = [...knownSecrets({ method, values }), client.privateKey ?? ''].filter((secret) => secret !== '')
  judgeTokenAnswer({ name, response: app.response, answer, shown: 'app', client: client.source, secrets })
  return readGrant({ name, method, response: app.response, document: answer.document, now })
}

export const appHeaders = ({ app, method, values }: { app: AppFacts; method: CompiledAuthMethod; values: CredentialValues }): Record<string, string> =>
  Object.fromEntries(Object.entries(app.headers).map(([name, value]) => [name.toLowerCase(), checkHeaderValue({ name, value: expandTemplate(value, deriveValues(method, values)) })]))

/** A statement of the app's own, good for nine minutes: a minute less than the most that is accepted, begun a minute early for clocks that differ. */
export function signAsApp({ client, name, now }: { client: OAuthClient; name: string; now: Date }): Promise<string> {
  const { key, algorithm } = readPrivateKey({ pem: client.privateKey, name, source: client.source })
  const seconds = Math.floor(now.getTime() / 1000)
  return new SignJWT().setProtectedHeader({ alg: algorithm, typ: 'JWT' }).setIssuer(client.clientId).setIssuedAt(seconds - 60).setExpirationTime(seconds + 540).sign(key)
}
