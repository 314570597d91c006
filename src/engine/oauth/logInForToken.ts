import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import { concreteBaseUrl } from '../catalog/concreteBaseUrl.ts'
import { concreteHosts } from '../catalog/concreteHosts.ts'
import { deriveValues } from '../catalog/deriveValues.ts'
import { expandDeep } from '../catalog/expandDeep.ts'
import { expandTemplate } from '../catalog/expandTemplate.ts'
import type { ExchangeFacts } from '../catalog/TokenBlocks.ts'
import type { Egress } from '../egress/Egress.ts'
import { joinUrl } from '../egress/joinUrl.ts'
import { checkHeaderValue } from '../inject/checkHeaderValue.ts'
import { expandPath } from '../inject/expandPath.ts'
import { checkHost } from '../verify/checkHost.ts'
import { isAuthFailure } from '../verify/isAuthFailure.ts'
import { knownSecrets } from '../verify/knownSecrets.ts'
import { askForToken, type TokenRequest } from './askForToken.ts'
import { GrantFault } from './GrantFault.ts'
import { judgeTokenAnswer } from './judgeTokenAnswer.ts'
import { readGrant } from './readGrant.ts'
import type { TokenGrant } from './TokenGrant.ts'

type Question = { egress: Egress; compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; agreedHosts: string[]; now: Date; signal?: AbortSignal }

/** The login call of a `token_exchange`: the account's values go to the row's own base, the answer holds the token. */
export async function logInForToken({ egress, compiled, method, values, agreedHosts, now, signal }: Question): Promise<TokenGrant> {
  const { name } = compiled
  const { exchange } = method
  if (!exchange) throw new GrantFault('provider_unavailable', { kind: 'configuration', message: `${name} has no login call.`, wasSent: false })
  const request = buildLogin({ compiled, method, exchange, values })
  checkHost({ url: request.url, rowHosts: concreteHosts({ compiled, method, values }), agreedHosts })
  const answer = await askForToken({ egress, name, request, now, signal })
  // What refuses a call refuses a login: some say 400, or no with a 200.
  const isRefused = isAuthFailure({ authFailure: compiled.authFailure, status: answer.status, document: answer.document })
  judgeTokenAnswer({ name, response: exchange.response, answer, shown: 'login', client: 'account', secrets: knownSecrets({ method, values }), isRefused })
  return readGrant({ name, method, response: exchange.response, document: answer.document, now })
}

type Login = { compiled: CompiledProvider; method: CompiledAuthMethod; exchange: ExchangeFacts; values: CredentialValues }

function buildLogin({ compiled, method, exchange, values: given }: Login): TokenRequest {
  const values = deriveValues(method, given)
  const base = concreteBaseUrl({ compiled, method, values: given, service: exchange.service })
  const headers = Object.fromEntries(Object.entries(exchange.headers).map(([name, value]) => [name.toLowerCase(), checkHeaderValue({ name, value: expandTemplate(value, values) })]))
  const filled = exchange.body === null ? null : expandDeep(exchange.body, values)
  const body = filled === null ? null : exchange.bodyFormat === 'json' ? JSON.stringify(filled) : String(new URLSearchParams(textsOf(filled)))
  const type = exchange.bodyFormat === 'json' ? 'application/json' : 'application/x-www-form-urlencoded'
  return { method: exchange.method, url: joinUrl({ base, path: expandPath({ template: exchange.path, values }) }), headers: { ...(body === null ? {} : { 'content-type': type }), ...headers }, body }
}

const textsOf = (value: unknown): Record<string, string> => Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, String(one)]))
