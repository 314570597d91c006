import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import type { CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { isPatchbayError, PatchbayError } from '#src/engine/errors.ts'
import { isUuid } from '#src/engine/isUuid.ts'
import { revokeGrant } from '#src/engine/oauth/revokeGrant.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import type { Connected } from './connect.ts'
import { deadlineOf } from './fetchTokens.ts'
import { giveBackGrant } from './giveBackGrant.ts'
import { openClient } from './openClient.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { requireConnection } from './requireConnection.ts'
import { runtime } from './runtime.ts'
import { saveGranted } from './saveGranted.ts'
import { type HeldGrant, readHeld, takeHeld, type TakenAttempt } from './stores/oauthAttempts.ts'
import { viewConnection } from './viewConnection.ts'

type Question = { req: PayloadRequest; id: string }

/**
 * `account`: another one answered (`now`) than the connection was made with (`was`). `installation`: which of several is
 * meant; `connection` is null where a new one is to be made.
 */
export type HeldQuestion = { attempt: string; kind: 'account' | 'installation'; connection: string | null; displayName: string; provider: string; was: string | null; now: string | null; installations: { id: string; label: string }[] }

/** The question that waits for this person. */
export async function readHeldGrant({ req, id }: Question): Promise<HeldQuestion> {
  const question = await readHeld({ req, id, user: await requireHeldPerson({ req, id }) })
  if (question === null) throw goneQuestion()
  const { held, ...facts } = question
  const asked = held.kind === 'account' ? { now: held.now, installations: [] } : { now: null, installations: held.installations }
  return { attempt: id, kind: held.kind, ...facts, was: held.was, ...asked }
}

/**
 * "Yes, that account": the connection goes on with it.
 * @throws PatchbayError `not_found` when it is not this person's, was answered, or is over; as changeConnection
 */
export async function keepHeldGrant({ req, id: question }: Question): Promise<Connected> {
  const taken = await takeHeld({ req, id: question, user: await requireHeldPerson({ req, id: question }), kind: 'account' })
  const held = taken?.attempt.held
  if (taken === null || held?.kind !== 'account') throw goneQuestion()
  const { attempt } = taken
  const { values, tokens } = open(taken)
  const id = await goOnWith({ req, taken, held, values, tokens }).catch(async (cause: unknown) => {
    await giveBackGrant({ req, attempt, values: { ...values, ...tokens }, identity: held.learned.identity ?? null })
    throw cause
  })
  return { connection: await viewConnection({ req, id }), result: null }
}

type GoingOn = { req: PayloadRequest; taken: TakenAttempt; held: HeldGrant; values: CredentialValues; tokens: CredentialValues }

async function goOnWith({ req, taken: { attempt, provider }, held, values, tokens }: GoingOn): Promise<string> {
  const found = await requireConnection({ req, id: attempt.connection ?? '', need: 'change' })
  await refuseBlocked({ req, account: attempt.account, compiled: provider.compiled, connection: found.record })
  const method = findAuthMethod({ compiled: provider.compiled, key: attempt.authMethod })
  const credential = { event: held.event, values, terms: attempt.sealed.agreedHosts, learned: { ...held.learned, tokens: { ...held.tokens, values: tokens } } }
  return saveGranted({ req, attempt, provider, found, method, credential })
}

/** "No": what was granted is given back where the service takes it back, and forgotten here. */
export async function dropHeldGrant({ req, id }: Question): Promise<{ provider: 'revoked' | 'unsupported' | 'failed' }> {
  const taken = await takeHeld({ req, id, user: await requireHeldPerson({ req, id }), kind: null })
  if (taken === null) throw goneQuestion()
  const { attempt, provider: { compiled } } = taken
  // Before an installation is chosen there is no token of it; the person's own was not kept.
  if (attempt.held?.kind === 'installation') return { provider: 'unsupported' }
  const method = findAuthMethod({ compiled, key: attempt.authMethod })
  const { values, tokens } = open(taken)
  const all = { ...values, ...tokens }
  const client = await openClient({ compiled, method, values })
  const ask = revokeGrant({ egress: runtime().egress, compiled, method, client, values: all, agreedHosts: attempt.sealed.agreedHosts, signal: deadlineOf(req.signal) })
  // Where the row came to ask in another way meanwhile, nobody agreed to that way.
  return { provider: await ask.catch((cause: unknown) => (isPatchbayError(cause) ? 'failed' : Promise.reject(cause))) }
}

/** Only whoever began it is asked. */
export async function requireHeldPerson({ req, id }: Question): Promise<string> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (actor.kind !== 'user' || !isUuid(id)) throw goneQuestion()
  return actor.id
}

export const goneQuestion = (): PatchbayError => new PatchbayError('not_found', { message: 'There is no such question any more. Nothing was changed.', hint: 'Reconnect again.' })

/** Names of tokens are none a field may have. */
function open({ attempt, provider }: TakenAttempt): { values: CredentialValues; tokens: CredentialValues } {
  const names = new Set(findAuthMethod({ compiled: provider.compiled, key: attempt.authMethod }).fields.map((field) => field.name))
  const all = Object.entries(openCredential(runtime().dataKeys, attempt.sealed))
  return { values: Object.fromEntries(all.filter(([name]) => names.has(name))), tokens: Object.fromEntries(all.filter(([name]) => !names.has(name))) }
}
