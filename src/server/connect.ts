import type { PayloadRequest } from 'payload'
import type { CompiledAuthMethod, CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import { asksPerson } from '#src/engine/catalog/asksPerson.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import type { ConnectionView, TestResult } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { type ConnectionInput, expiryOf, refuseSecretInName } from './connectionInput.ts'
import { failpoint } from './failpoint.ts'
import { findRepeated, requestKeyOf } from './findRepeated.ts'
import { insertConnection } from './insertConnection.ts'
import { limitChanges } from './limitChanges.ts'
import { proveCredential } from './proveCredential.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { refuseOtherKeys } from './refuseOtherKeys.ts'
import { requireAccount } from './requireAccount.ts'
import { requireConnectable } from './requireConnectable.ts'
import { requireOpener } from './requireOpener.ts'
import { requireRevision } from './requireRevision.ts'
import { viewConnection } from './viewConnection.ts'

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
  await limitChanges({ actor, account: input.account })
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
  const values = input.credentialPayload == null ? null : checkValues({ compiled, method, payload: input.credentialPayload, partial: false, anyForm: input.acceptFormat === true }).values
  if (values !== null) await refuseBlocked({ req, account: input.account, compiled })
  // The provider is asked before any transaction opens.
  const proof = values === null ? null : await proveCredential({ compiled, method, values, shouldTest: input.test ?? true, signal: req.signal })
  failpoint('after_test')

  const settings = { displayName: input.displayName ?? null, visibility: input.visibility ?? 'account', isDefault: input.isDefault === true, sortOrder: input.sortOrder ?? 0, expiresAt: expiryOf(input.expiresAt) ?? null }
  const id = await insertConnection({ req, account: input.account, stored, method, settings, credential: proof, requestKey })
  return { connection: await viewConnection({ req, id }), result: proof?.result ?? null }
}

/** What a person agrees to on the provider's own page cannot be typed here. */
export function refuseUnsupported({ compiled, method, hasPayload }: { compiled: CompiledProvider; method: CompiledAuthMethod; hasPayload: boolean }): void {
  if (!hasPayload || (method.fields.length > 0 && !asksPerson(method))) return
  throw new PatchbayError('validation_failed', { field: 'credentialPayload', message: `${compiled.name} takes no key for this auth method.`, hint: 'Open GET /api/oauth/authorize in a browser to sign in there.' })
}
