import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import type { CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { revokeGrant } from '#src/engine/oauth/revokeGrant.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import type { Connected } from './connect.ts'
import { deadlineOf } from './fetchTokens.ts'
import { openClient } from './openClient.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { requireConnection } from './requireConnection.ts'
import { runtime } from './runtime.ts'
import { saveGranted } from './saveGranted.ts'
import { type HeldGrant, readHeld, takeHeld, type TakenAttempt } from './stores/oauthAttempts.ts'
import { viewConnection } from './viewConnection.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

type Question = { req: PayloadRequest; id: string }

/** The question that waits for this person: which account there was, and which one answered. */
export async function readHeldGrant({ req, id }: Question): Promise<{ attempt: string; connection: string; displayName: string; provider: string; was: string | null; now: string | null }> {
  const held = await readHeld({ req, id, user: await requirePerson({ req, id }) })
  if (held === null) throw gone()
  return { attempt: id, connection: held.connection, displayName: held.displayName, provider: held.provider, was: held.held.was, now: held.held.now }
}

/**
 * "Yes, that account": the connection goes on with it.
 * @throws PatchbayError `not_found` when it is not this person's, was answered, or is over; as changeConnection
 */
export async function keepHeldGrant({ req, id }: Question): Promise<Connected> {
  const { taken, held } = await take({ req, id })
  const { attempt, provider } = taken
  const found = await requireConnection({ req, id: attempt.connection ?? '', need: 'change' })
  await refuseBlocked({ req, account: attempt.account, compiled: provider.compiled, connection: found.record })
  const method = findAuthMethod({ compiled: provider.compiled, key: attempt.authMethod })
  const { values, tokens } = open(taken)
  const credential = { event: held.event, values, terms: attempt.sealed.agreedHosts, learned: { ...held.learned, tokens: { ...held.tokens, values: tokens } } }
  await saveGranted({ req, attempt, provider, found, method, credential })
  return { connection: await viewConnection({ req, id: found.record.id }), result: null }
}

/** "No": what was granted is given back where the service takes it back, and forgotten here. */
export async function dropHeldGrant({ req, id }: Question): Promise<{ provider: 'revoked' | 'unsupported' | 'failed' }> {
  const { taken } = await take({ req, id })
  const { attempt, provider: { compiled } } = taken
  const method = findAuthMethod({ compiled, key: attempt.authMethod })
  const { values, tokens } = open(taken)
  const all = { ...values, ...tokens }
  const client = await openClient({ compiled, method, values })
  return { provider: await revokeGrant({ egress: runtime().egress, compiled, method, client, values: all, agreedHosts: attempt.sealed.agreedHosts, signal: deadlineOf(req.signal) }) }
}

async function requirePerson({ req, id }: Question): Promise<string> {
  const actor = await actorOf(req)
  if (actor.kind === 'anonymous') throw new PatchbayError('unauthenticated')
  if (actor.kind !== 'user' || !uuid.test(id)) throw gone()
  return actor.id
}

async function take({ req, id }: Question): Promise<{ taken: TakenAttempt; held: HeldGrant }> {
  const taken = await takeHeld({ req, id, user: await requirePerson({ req, id }) })
  if (taken === null || taken.attempt.held === null) throw gone()
  return { taken, held: taken.attempt.held }
}

const gone = (): PatchbayError => new PatchbayError('not_found', { message: 'There is no such question any more. Nothing was changed.', hint: 'Reconnect again.' })

/** Names of tokens are none a field may have. */
function open({ attempt, provider }: TakenAttempt): { values: CredentialValues; tokens: CredentialValues } {
  const names = new Set(findAuthMethod({ compiled: provider.compiled, key: attempt.authMethod }).fields.map((field) => field.name))
  const all = Object.entries(openCredential(runtime().dataKeys, attempt.sealed))
  return { values: Object.fromEntries(all.filter(([name]) => names.has(name))), tokens: Object.fromEntries(all.filter(([name]) => !names.has(name))) }
}
