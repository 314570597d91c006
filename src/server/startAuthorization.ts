import { randomUUID } from 'node:crypto'
import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { actorOf } from '#src/access/actorOf.ts'
import { marksOf } from '#src/engine/catalog/agreementOf.ts'
import { asksPerson } from '#src/engine/catalog/asksPerson.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { buildAuthorizationUrl } from '#src/engine/oauth/buildAuthorizationUrl.ts'
import { sealCredential } from '#src/engine/vault/sealCredential.ts'
import { challengeOf, hashAttempt, makeAttemptSecrets, verifierOf } from './attemptSecrets.ts'
import { checkReturnTo } from './checkReturnTo.ts'
import { chooseScopes } from './chooseScopes.ts'
import { connectionFields, refuseSecretInName } from './connectionInput.ts'
import { deadlineOf } from './fetchTokens.ts'
import { limitChanges } from './limitChanges.ts'
import { mergeCredential } from './mergeCredential.ts'
import { setNonce } from './nonceCookie.ts'
import { openClient } from './openClient.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { requireAccount } from './requireAccount.ts'
import { requireConnectable } from './requireConnectable.ts'
import { requireConnection } from './requireConnection.ts'
import { requireOpener } from './requireOpener.ts'
import { requireRevision } from './requireRevision.ts'
import { runtime } from './runtime.ts'
import { namesLike } from './stores/connectionDefaults.ts'
import { ensureDataKey } from './stores/ensureDataKey.ts'
import { saveAttempt } from './stores/oauthAttempts.ts'
import type { StoredConnection } from './stores/StoredConnection.ts'

/** What leads to a provider's consent page; of a GET the query, where nothing secret belongs. */
export const authorizationInputSchema = z
  .object({
    ...connectionFields,
    returnTo: z.string().max(2_000).nullish(),
    display: z.enum(['page', 'popup']).nullish(),
    acceptFormat: z.boolean().nullish(),
    optionalScopes: z.array(z.string().max(500)).max(200).nullish(),
  })
  .transform((body) => ({ ...body, account: body.workspaceId ?? body.account }))

export type AuthorizationInput = z.infer<typeof authorizationInputSchema>

/** `cookie` binds the way back to this browser; `url` is the provider's. */
export type StartedAuthorization = { attempt: string; url: string; cookie: string }

/** Whatever the redirect addresses are at providers: one, for all of them. */
export const redirectUri = (): string => `${runtime().env.PATCHBAY_PUBLIC_URL}/api/oauth/callback`

/**
 * Remembers who wants to connect what, and sends them to the provider's consent page. Nothing is connected before they
 * are back: fields that were filled in wait sealed with the attempt.
 * @throws PatchbayError as connect and changeConnection; `built_in_missing` where the platform has no client there
 */
export async function startAuthorization({ req, input }: { req: PayloadRequest; input: AuthorizationInput }): Promise<StartedAuthorization> {
  const place = await requirePlace({ req, input })
  const { account, found, provider } = place
  const actor = await actorOf(req)
  if (actor.kind !== 'user') throw new PatchbayError('forbidden', { message: 'A provider’s consent page needs a person in front of it.', hint: 'Sign in to Patchbay in a browser and connect from there.' })
  requireOpener({ actor, openedBy: input.openedBy })
  await limitChanges({ actor, account })
  const { compiled } = provider
  requireRevision({ compiled, revision: input.providerRevision })
  const method = methodOf({ compiled, key: input.authMethod ?? null, found })
  await refuseBlocked({ req, account, compiled, connection: found?.record ?? null })
  const returnTo = checkReturnTo(input.returnTo)
  await refuseTakenName({ req, account, name: input.displayName ?? null })
  const values = valuesOf({ compiled, method, found, payload: input.credentialPayload ?? null, anyForm: input.acceptFormat === true })
  const client = await openClient({ compiled, method, values, purpose: 'consent' })

  const secrets = makeAttemptSecrets(input.display ?? 'page')
  const scopes = chooseScopes({ name: compiled.name, method, optional: input.optionalScopes ?? null })
  const codeChallenge = challengeOf(verifierOf({ state: secrets.state, secret: req.payload.secret }))
  const url = await buildAuthorizationUrl({ egress: runtime().egress, compiled, method, client, values, redirectUri: redirectUri(), state: secrets.state, codeChallenge, scopes, now: new Date(), signal: deadlineOf(req.signal) })
  const settings = { returnTo, display: input.display ?? 'page', displayName: input.displayName ?? null, visibility: input.visibility ?? 'account', isDefault: input.isDefault === true, scopes }
  const sealed = await sealValues({ req, account, provider, method, values })
  const attempt = await saveAttempt({ req, attempt: { account, user: actor.id, provider: compiled.key, authMethod: method.key, connection: found?.record.id ?? null, settings, held: null, sealed, ...hashAttempt(secrets) } })
  return { attempt, url: url.href, cookie: setNonce({ ...secrets, publicUrl: runtime().env.PATCHBAY_PUBLIC_URL }) }
}

type Place = { account: string; found: StoredConnection | null; provider: { id: string; compiled: CompiledProvider } }

async function requirePlace({ req, input }: { req: PayloadRequest; input: AuthorizationInput }): Promise<Place> {
  if (input.connectionId != null) {
    const found = await requireConnection({ req, id: input.connectionId, need: 'change' })
    if (input.provider !== undefined && input.provider !== found.record.provider) throw new PatchbayError('validation_failed', { field: 'provider', message: 'A connection cannot move to another provider.', hint: 'Connect that provider instead.' })
    if (input.account !== undefined && input.account !== found.record.account) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'A connection cannot move to another account.' })
    return { account: found.record.account, found, provider: found.provider }
  }
  if (input.account === undefined) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'Say for which account: workspaceId is missing.' })
  if (input.provider === undefined) throw new PatchbayError('validation_failed', { field: 'provider', message: 'Say which provider: its key is missing.' })
  await requireAccount({ req, account: input.account, ability: 'connect' })
  refuseSecretInName(input.displayName)
  return { account: input.account, found: null, provider: await requireConnectable({ req, key: input.provider }) }
}

/** The one named, else the connection's own, else the row's first that has a consent page. */
function methodOf({ compiled, key, found }: { compiled: CompiledProvider; key: string | null; found: StoredConnection | null }): CompiledAuthMethod {
  const own = found === null ? undefined : compiled.authMethods.find((method) => method.key === found.record.authMethod && asksPerson(method))
  const method = findAuthMethod({ compiled, key: key ?? (own ?? compiled.authMethods.find(asksPerson))?.key ?? null })
  if (!asksPerson(method)) throw new PatchbayError('validation_failed', { field: 'authMethod', message: `${compiled.name} has no consent page for this auth method.`, hint: 'Send its fields to POST /api/integrations/provider-connections.' })
  return method
}

/** Told before somebody has gone all the way, and settled again at the end of it. */
async function refuseTakenName({ req, account, name }: { req: PayloadRequest; account: string; name: string | null }): Promise<void> {
  if (name !== null && (await namesLike({ req, account, prefix: name })).has(name.toLowerCase())) throw new PatchbayError('name_taken', { field: 'displayName' })
}

type Fields = { compiled: CompiledProvider; method: CompiledAuthMethod; found: StoredConnection | null; payload: Record<string, unknown> | null; anyForm: boolean }

/** What was filled in, with what the connection holds already. */
function valuesOf({ compiled, method, found, payload, anyForm }: Fields): CredentialValues {
  const isKept = found !== null && found.record.sealed !== null && found.record.authMethod === method.key
  const { values: given, cleared } = checkValues({ compiled, method, payload: payload ?? {}, partial: isKept, anyForm })
  if (!isKept) return given
  const values = mergeCredential({ record: found.record, compiled, method, given, cleared })
  return checkValues({ compiled, method, payload: values, partial: false, anyForm }).values
}

async function sealValues({ req, account, provider, method, values }: { req: PayloadRequest; account: string; provider: Place['provider']; method: CompiledAuthMethod; values: CredentialValues }) {
  const { dataKeys } = runtime()
  const dataKey = await ensureDataKey({ req, owner: account, dataKeys })
  const place = { vaultId: randomUUID(), agreedHosts: marksOf({ compiled: provider.compiled, method }), dataKey }
  return { ...place, ...sealCredential(dataKeys, { values, owner: account, providerId: provider.id, ...place }) }
}
