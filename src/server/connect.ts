import type { PayloadRequest } from 'payload'
import type { Actor } from '#src/access/Actor.ts'
import { actorOf } from '#src/access/actorOf.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import type { ConnectionView, TestResult } from '#src/engine/connections/ConnectionView.ts'
import { nextStatus } from '#src/engine/connections/nextStatus.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { type ConnectionInput, expiryOf, refuseSecretInName } from './connectionInput.ts'
import { failpoint } from './failpoint.ts'
import { findRepeated, requestKeyOf } from './findRepeated.ts'
import { proveCredential } from './proveCredential.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { refuseGivenUp } from './refuseGivenUp.ts'
import { refuseOtherKeys } from './refuseOtherKeys.ts'
import { requireAccount } from './requireAccount.ts'
import { requireOpener } from './requireOpener.ts'
import { requireRevision } from './requireRevision.ts'
import { requireSameTerms } from './requireSameTerms.ts'
import { viewConnection } from './viewConnection.ts'
import { lockDefaults, namesLike, settleDefault } from './stores/connectionDefaults.ts'
import { takeDefault } from './takeDefault.ts'
import { inTransaction } from './stores/inTransaction.ts'
import { readProvider, type StoredProvider } from './stores/readProvider.ts'
import { holdConnectRight } from './stores/holdConnectRight.ts'
import { createConnection } from './stores/saveConnection.ts'

export type Connected = { connection: ConnectionView; result: TestResult | null }

/**
 * Makes a connection. Without a payload it is `disconnected` ("I'll add it later"); with one it is checked, tested and
 * sealed, and nothing at all is stored when the test does not pass, or when the request is given up before it is done.
 * The same request again (header `Idempotency-Key`) answers with the connection the first one made.
 * @throws PatchbayError as the contract lists for POST /integrations/provider-connections
 */
export async function connect({ req, input }: { req: PayloadRequest; input: ConnectionInput }): Promise<Connected> {
  if (input.account === undefined) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'Say for which account: workspaceId is missing.' })
  if (input.provider === undefined) throw new PatchbayError('validation_failed', { field: 'provider', message: 'Say which provider: its key is missing.' })
  const actor = await requireAccount({ req, account: input.account, ability: 'connect' })
  requireOpener({ actor, openedBy: input.openedBy })
  // As in a change: a first place decides whose key serves everybody.
  if ((input.sortOrder ?? 0) !== 0) await requireAccount({ req, account: input.account, ability: 'manage' })
  refuseSecretInName(input.displayName)
  const requestKey = requestKeyOf({ req, actor, input })
  const repeated = await findRepeated({ req, account: input.account, requestKey })
  if (repeated !== null) return { connection: await viewConnection({ req, id: repeated }), result: null }
  const stored = await requireConnectable({ req, key: input.provider })
  const { compiled } = stored
  requireRevision({ compiled, revision: input.providerRevision })
  const method = findAuthMethod({ compiled, key: input.authMethod ?? null })
  refuseUnsupported({ compiled, method, hasPayload: input.credentialPayload != null })

  await refuseOtherKeys({ req, compiled, method, payload: input.credentialPayload })
  const values = input.credentialPayload == null ? null : checkValues({ compiled, method, payload: input.credentialPayload, partial: false }).values
  if (values !== null) await refuseBlocked({ req, account: input.account, compiled })
  // The provider is asked before any transaction opens.
  const proof = values === null ? null : await proveCredential({ compiled, method, values, shouldTest: input.test ?? true, signal: req.signal })
  failpoint('after_test')

  const status = proof === null ? 'disconnected' : nextStatus({ status: 'disconnected', event: proof.event })
  const data = { ...newConnection({ input, actor, stored, method }), requestKey, status, ...(values === null ? {} : { credentialPayload: values }), ...proof?.learned }
  const id = await insert({ req, input, compiled, data, terms: proof?.terms ?? null })
  return { connection: await viewConnection({ req, id }), result: proof?.result ?? null }
}

/** A row new connections may be made of. */
async function requireConnectable({ req, key }: { req: PayloadRequest; key: string }): Promise<StoredProvider> {
  const stored = await readProvider({ req, key })
  if (stored === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  const { name, status } = stored.compiled
  if (status === 'coming_soon') throw new PatchbayError('provider_unavailable', { field: 'provider', message: `${name} is coming soon and cannot be connected yet.`, hint: 'Check the Marketplace later.' })
  if (status === 'hidden') throw new PatchbayError('provider_unavailable', { field: 'provider', message: `${name} takes no new connections.`, hint: 'Existing connections keep working. Ask a platform admin.' })
  return stored
}

/** Methods without fields are connected through the provider's own consent page, not by a payload. */
function refuseUnsupported({ compiled, method, hasPayload }: { compiled: CompiledProvider; method: CompiledAuthMethod; hasPayload: boolean }): void {
  if (method.fields.length > 0 || !hasPayload) return
  throw new PatchbayError('validation_failed', { field: 'credentialPayload', message: `${compiled.name} takes no key for this auth method.` })
}

type New = { input: ConnectionInput; actor: Actor; stored: StoredProvider; method: CompiledAuthMethod }

function newConnection({ input, actor, stored, method }: New): Record<string, unknown> {
  return {
    account: input.account,
    provider: stored.compiled.key,
    authMethod: method.key,
    mode: method.mode,
    // A token acts as the account, so nobody in particular owns what it makes.
    owner: actor.kind === 'user' ? actor.id : null,
    visibility: actor.kind === 'user' ? (input.visibility ?? 'account') : 'account',
    expiresAt: expiryOf(input.expiresAt) ?? null,
    sortOrder: input.sortOrder ?? 0,
    rotateBy: input.credentialPayload != null && stored.rotateAfterDays !== null ? daysFromNow(stored.rotateAfterDays) : null,
  }
}

export const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()

type Insert = { req: PayloadRequest; input: ConnectionInput; compiled: CompiledProvider; data: Record<string, unknown> & { requestKey: string | null; credentialPayload?: CredentialValues }; terms: string[] | null }

function insert({ req, input, compiled, data, terms }: Insert): Promise<string> {
  const scope = { req, account: input.account as string, provider: compiled.key }
  return inTransaction({
    req,
    work: async () => {
      if (!(await holdConnectRight({ req, account: scope.account, actor: await actorOf(req) }))) throw new PatchbayError('not_found')
      await lockDefaults(scope)
      // Two of the same request were tested side by side; the other one was first.
      const repeated = await findRepeated({ req, account: scope.account, requestKey: data.requestKey })
      if (repeated !== null) return repeated
      if (terms !== null && data.credentialPayload !== undefined) await requireSameTerms({ req, provider: compiled.key, authMethod: String(data.authMethod), values: data.credentialPayload, terms })
      if (input.isDefault === true) await takeDefault({ scope, visibility: data.visibility })
      const displayName = input.displayName ?? (await freeName({ req, account: scope.account, name: compiled.name }))
      const id = await createConnection({ req, action: 'connection.created', data: { ...data, displayName, isDefault: input.isDefault === true } })
      await settleDefault(scope)
      failpoint('before_commit')
      refuseGivenUp(req)
      return id
    },
  })
}

/** `<name> n`, counting from 1 to the first free one. */
async function freeName({ req, account, name }: { req: PayloadRequest; account: string; name: string }): Promise<string> {
  const prefix = `${name.slice(0, 72)} `
  const taken = await namesLike({ req, account, prefix })
  let number = 1
  while (taken.has(`${prefix}${number}`.toLowerCase())) number += 1
  return `${prefix}${number}`
}
