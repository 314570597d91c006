import { freshenCandidate } from '#src/engine/call/freshenCandidate.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { concreteBaseUrl, concreteUrl } from '#src/engine/catalog/concreteBaseUrl.ts'
import { concreteHosts } from '#src/engine/catalog/concreteHosts.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { portOf } from '#src/engine/egress/checkOutboundUrl.ts'
import { matchHost } from '#src/engine/egress/matchHost.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import { memoize } from '#src/engine/memoize.ts'
import { type Candidate, chooseCredential } from '#src/engine/routing/chooseCredential.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import { callEngine } from './callEngine.ts'
import type { ResolvedCredential } from './ResolvedCredential.ts'
import { renewConnection } from './renewConnection.ts'
import { runtime } from './runtime.ts'
import { storedId } from './storedId.ts'

export type ResolveQuestion = { account: string; provider: string; user?: string | null; connectionId?: string | null }

/** `hosts`: where this credential may travel, named by the row and agreed to by its owner. `isPrivate`: one person’s own. */
export type Opened = { resolved: ResolvedCredential; compiled: CompiledProvider; method: CompiledAuthMethod; hosts: string[]; isPrivate: boolean }

const readBase = memoize((base) => new URL(base))

/**
 * Resolves by routing policy in one statement (while no token is due) and opens the credential that serves. In process, server code acts as the
 * account; `user` opens that person's private connections as well.
 * An access token that ends soon is renewed first.
 * @throws PatchbayError: the refusals of routing and of renewing a token that has ended, `host_consent_required`, the vault's codes
 */
export async function openChoice({ provider, ...ids }: ResolveQuestion): Promise<Opened> {
  const [account, user, connectionId] = [storedId(ids.account), storedId(ids.user ?? null), storedId(ids.connectionId ?? null)]
  requireId({ name: 'account', id: account })
  requireId({ name: 'user', id: user })
  requireId({ name: 'connectionId', id: connectionId })
  const { dataKeys } = runtime()
  const input = await callEngine().loader.resolution({ account, provider, connectionId, user })
  const choice = chooseCredential({ input, connectionId, now: new Date() })
  if (choice.refusal !== null) throw choice.refusal
  if (input.provider === null) throw new PatchbayError('credential_missing')
  const candidate = await firstFresh({ candidates: choice.candidates, readAt: input.readAt })

  const { compiled } = input.provider
  const { sealed, authMethod } = candidate.source === 'byo' ? candidate.connection : candidate.builtIn
  if (sealed === null) throw new PatchbayError('connection_disconnected')
  const method = findAuthMethod({ compiled, key: authMethod })
  const values = openCredential(dataKeys, sealed)
  const hosts = concreteHosts({ compiled, method, values }).filter((pattern) => sealed.agreedHosts.includes(pattern))
  const resolved = resolvedOf({ compiled, method, values, candidate, policy: choice.policy, reasons: choice.reasons })
  const marks = [method.marks.sending, compiled.baseMarks.default, compiled.baseMarks.ai].filter((mark) => mark !== null)
  if (candidate.source === 'byo' && marks.some((mark) => !sealed.agreedHosts.includes(mark))) throw consentRequired(compiled.name)
  for (const base of [resolved.baseUrl, resolved.aiBaseUrl]) if (base !== null) refuseUnagreedBase({ name: compiled.name, baseUrl: readBase(base), hosts })
  recordReveal({ account, candidate, provider: compiled.key })
  return { compiled, method, resolved, hosts, isPrivate: candidate.source === 'byo' && candidate.connection.visibility === 'private' }
}

function requireId({ name, id }: { name: string; id: unknown }): void {
  if (id !== null && !isUuid(id)) throw new PatchbayError('not_found', { message: `There is no ${name} with that id.`, field: name })
}

/** The first that serves, with an access token that has not ended; one that its provider no longer renews is passed over. */
async function firstFresh({ candidates, readAt }: { candidates: Candidate[]; readAt: Date }): Promise<Candidate> {
  for (const candidate of candidates) {
    const fresh = await freshenCandidate({ ports: { renew: renewConnection }, candidate, readAt })
    if (fresh !== null) return fresh
  }
  throw new PatchbayError('reauth_required')
}

const consentRequired = (name: string): PatchbayError =>
  new PatchbayError('host_consent_required', { message: `The row of ${name} now sends the key in another way than this connection’s owner agreed to.` })

/** The caller gets the base URL together with the credential, so its host must be one the owner agreed to. */
function refuseUnagreedBase({ name, baseUrl, hosts }: { name: string; baseUrl: URL; hosts: string[] }): void {
  if (hosts.some((pattern) => matchHost({ pattern, host: baseUrl.hostname, port: portOf(baseUrl) }))) return
  throw new PatchbayError('host_consent_required', { message: `${name} now names the host ${baseUrl.host}, which this connection’s owner has not agreed to.` })
}

function recordReveal({ account, candidate, provider }: { account: string; candidate: Candidate; provider: string }): void {
  const connection = candidate.source === 'byo' ? candidate.connection : null
  callEngine().recorder.revealed({
    account,
    provider,
    connection: connection?.id ?? null,
    label: connection?.displayName ?? null,
    visibleTo: connection?.visibility === 'private' ? connection.owner : null,
  })
}

type Parts = Pick<ResolvedCredential, 'policy' | 'reasons'> & { compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues; candidate: Candidate }

function resolvedOf({ compiled, method, values, candidate, policy, reasons }: Parts): ResolvedCredential {
  const connection = candidate.source === 'byo' ? candidate.connection : null
  const fields: Record<string, string> = { ...values }
  for (const field of method.fields) if (field.secret) delete fields[field.name]
  return {
    provider: compiled.key,
    authMethod: method.key,
    source: candidate.source,
    policy,
    reasons,
    connection: connection === null ? null : { id: connection.id, label: connection.displayName, version: connection.version },
    values,
    fields,
    baseUrl: compiled.baseUrl === null ? null : concreteBaseUrl({ compiled, method, values, service: null }),
    aiBaseUrl: compiled.ai?.baseUrl == null ? null : concreteUrl({ template: compiled.ai.baseUrl, method, values }).replace(/\/+$/, ''),
    expiresAt: earlier(connection?.expiresAt ?? null, connection?.tokens.expiresAt ?? null),
  }
}

/** A caller who keeps the credential asks again by then. */
const earlier = (one: Date | null, other: Date | null): Date | null => (one !== null && other !== null ? (one < other ? one : other) : (one ?? other))
