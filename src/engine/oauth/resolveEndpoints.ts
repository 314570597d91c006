import { processDiscoveryResponse } from 'oauth4webapi'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '../catalog/CompiledProvider.ts'
import type { Egress } from '../egress/Egress.ts'
import { askForToken } from './askForToken.ts'
import { concreteExchangeUrl } from './concreteExchangeUrl.ts'
import { GrantFault } from './GrantFault.ts'
import { toOAuth } from './toOAuth.ts'

export type OAuthEndpoints = {
  authorizationUrl: string | null
  tokenUrl: string
  revocationUrl: string | null
  issuer: string | null
  /** The service says that it names itself in every callback (RFC 9207). */
  sendsIssuer: boolean
}

type Question = { egress: Egress; compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; source: 'platform' | 'account'; now: Date; signal?: AbortSignal }

/** Found documents, by the way out that found them: a test's own never meets another's. */
const known = new WeakMap<Egress, Map<string, { endpoints: OAuthEndpoints; until: number }>>()
const keptMs = 3_600_000
/** The oldest goes for the next: accounts with a client of their own may name any number of issuers. */
const keptAtMost = 500

/**
 * Where a method's tokens come from: what the row says, and what it leaves out from the service's own document
 * (OpenID Connect Discovery, RFC 8414), which must name the very issuer that was asked. Kept for an hour.
 * @throws GrantFault
 */
export async function resolveEndpoints(question: Question): Promise<OAuthEndpoints> {
  const { compiled, method, values, source } = question
  const oauth = toOAuth(question)
  const concrete = (template: string | null): string | null => (template === null ? null : String(concreteExchangeUrl({ compiled, method, template, values, source })))
  const issuer = oauth.issuer === null ? null : withoutSlash(concrete(oauth.issuer) as string, oauth.issuer)
  const given = { authorizationUrl: concrete(oauth.authorizationUrl), tokenUrl: concrete(oauth.tokenUrl), revocationUrl: concrete(oauth.revocationUrl) }
  const needsMore = given.tokenUrl === null || (method.type === 'oauth2_code' && given.authorizationUrl === null)
  if (!needsMore || issuer === null) return { ...given, tokenUrl: given.tokenUrl ?? unknown(compiled.name), issuer, sendsIssuer: false }
  const found = await discover({ ...question, issuer })
  return { authorizationUrl: given.authorizationUrl ?? found.authorizationUrl, tokenUrl: given.tokenUrl ?? found.tokenUrl, revocationUrl: given.revocationUrl ?? found.revocationUrl, issuer: found.issuer, sendsIssuer: found.sendsIssuer }
}

/** An issuer is compared letter by letter, and a URL object would have added a slash. */
const withoutSlash = (url: string, template: string): string => (template.endsWith('/') ? url : url.replace(/\/$/, ''))

async function discover({ egress, compiled, issuer, now, signal }: Question & { issuer: string }): Promise<OAuthEndpoints> {
  const documents = known.get(egress) ?? new Map<string, { endpoints: OAuthEndpoints; until: number }>()
  known.set(egress, documents)
  const kept = documents.get(issuer)
  if (kept !== undefined && kept.until > now.getTime()) return kept.endpoints
  const { name } = compiled
  for (const url of documentUrls(issuer)) {
    const answer = await askForToken({ egress, name, request: { method: 'GET', url, headers: {}, body: null }, now, signal })
    if (answer.status === 404) continue
    const endpoints = await readDocument({ name, issuer, answer })
    documents.delete(issuer)
    documents.set(issuer, { endpoints, until: now.getTime() + keptMs })
    if (documents.size > keptAtMost) documents.delete(documents.keys().next().value as string)
    return endpoints
  }
  return unknown(name)
}

/** OpenID Connect Discovery 1.0 section 4, then RFC 8414 section 3.1. */
function documentUrls(issuer: string): URL[] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/+$/, '')
  return [new URL(`${origin}${path}/.well-known/openid-configuration`), new URL(`${origin}/.well-known/oauth-authorization-server${path}`)]
}

type Found = { name: string; issuer: string; answer: Awaited<ReturnType<typeof askForToken>> }

async function readDocument({ name, issuer, answer }: Found): Promise<OAuthEndpoints> {
  if (answer.status >= 500 || answer.status === 429) throw new GrantFault('provider_error', { kind: 'transient', message: `${name} answered the question where its tokens come from with status ${answer.status}.`, wasSent: false })
  const response = new Response(JSON.stringify(answer.document ?? null), { status: answer.status, headers: { 'content-type': 'application/json' } })
  const server = await processDiscoveryResponse(new URL(issuer), response).catch(() => null)
  // The library compares addresses; RFC 8414 section 3.3 wants the very same text.
  if (server === null || server.issuer !== issuer) {
    throw new GrantFault('provider_error', { kind: 'configuration', message: `${name} does not describe itself as ${issuer}, so nothing is sent there.`, wasSent: false })
  }
  const at = (value: unknown): string | null => (typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value) ? value : null)
  return {
    authorizationUrl: at(server.authorization_endpoint),
    tokenUrl: at(server.token_endpoint) ?? unknown(name),
    revocationUrl: at(server.revocation_endpoint),
    issuer,
    sendsIssuer: server.authorization_response_iss_parameter_supported === true,
  }
}

function unknown(name: string): never {
  throw new GrantFault('provider_unavailable', { kind: 'configuration', message: `Where ${name} gives tokens is not known: its row names no token address, and none was found through its issuer.`, wasSent: false })
}

