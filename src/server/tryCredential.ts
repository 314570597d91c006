import type { PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { checkValues } from '#src/engine/catalog/checkValues.ts'
import { concreteHosts } from '#src/engine/catalog/concreteHosts.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { takesToken } from '#src/engine/catalog/takesToken.ts'
import type { TestResult } from '#src/engine/connections/ConnectionView.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { isGrantFault } from '#src/engine/oauth/GrantFault.ts'
import { testCredential } from '#src/engine/verify/testCredential.ts'
import type { ConnectionInput } from './connectionInput.ts'
import { refuseUnsupported } from './connect.ts'
import { fetchTokens } from './fetchTokens.ts'
import { limitChanges } from './limitChanges.ts'
import { mergeCredential } from './mergeCredential.ts'
import { refuseBlocked } from './refuseBlocked.ts'
import { refuseGivenUp } from './refuseGivenUp.ts'
import { refuseOtherKeys } from './refuseOtherKeys.ts'
import { requireAccount } from './requireAccount.ts'
import { requireConnection } from './requireConnection.ts'
import { requireOpener } from './requireOpener.ts'
import { requireRevision } from './requireRevision.ts'
import { runtime } from './runtime.ts'
import { readProvider } from './stores/readProvider.ts'

/** Tests what a dialog holds, and stores nothing. With `connectionId` the missing fields are those already sealed. */
export async function tryCredential({ req, input }: { req: PayloadRequest; input: ConnectionInput }): Promise<{ result: TestResult }> {
  if (input.connectionId != null) {
    const { record, provider } = await requireConnection({ req, id: input.connectionId, need: 'change' })
    const actor = await actorOf(req)
    requireOpener({ actor, openedBy: input.openedBy })
    await limitChanges({ actor, account: record.account })
    requireRevision({ compiled: provider.compiled, revision: input.providerRevision })
    const method = findAuthMethod({ compiled: provider.compiled, key: input.authMethod ?? record.authMethod })
    await refuseBlocked({ req, account: record.account, compiled: provider.compiled, connection: record })
    const isSameMethod = method.key === record.authMethod
    await refuseOtherKeys({ req, compiled: provider.compiled, method, payload: input.credentialPayload })
    const { values: given, cleared } = checkValues({ compiled: provider.compiled, method, payload: input.credentialPayload ?? {}, partial: isSameMethod, anyForm: input.acceptFormat === true })
    const values = isSameMethod ? mergeCredential({ record, compiled: provider.compiled, method, given, cleared }) : given
    return run({ req, compiled: provider.compiled, method, values: checkValues({ compiled: provider.compiled, method, payload: values, partial: false, anyForm: true }).values })
  }
  if (input.account === undefined) throw new PatchbayError('validation_failed', { field: 'workspaceId', message: 'Say for which account: workspaceId is missing.' })
  if (input.provider === undefined) throw new PatchbayError('validation_failed', { field: 'provider', message: 'Say which provider: its key is missing.' })
  const actor = await requireAccount({ req, account: input.account, ability: 'connect' })
  requireOpener({ actor, openedBy: input.openedBy })
  await limitChanges({ actor, account: input.account })
  const stored = await readProvider({ req, key: input.provider })
  if (stored === null) throw new PatchbayError('unknown_provider', { field: 'provider' })
  requireRevision({ compiled: stored.compiled, revision: input.providerRevision })
  const method = findAuthMethod({ compiled: stored.compiled, key: input.authMethod ?? null })
  await refuseBlocked({ req, account: input.account, compiled: stored.compiled })
  await refuseOtherKeys({ req, compiled: stored.compiled, method, payload: input.credentialPayload })
  const { values } = checkValues({ compiled: stored.compiled, method, payload: input.credentialPayload ?? {}, partial: false, anyForm: input.acceptFormat === true })
  return run({ req, compiled: stored.compiled, method, values })
}

type Run = Pick<Parameters<typeof testCredential>[0], 'compiled' | 'method' | 'values'> & { req: PayloadRequest }

async function run({ req, compiled, method, values: given }: Run): Promise<{ result: TestResult }> {
  refuseUnsupported({ compiled, method, hasPayload: true })
  const startedAt = Date.now()
  try {
    const tokens = takesToken(method.type) ? await fetchTokens({ compiled, method, values: given, signal: req.signal }) : null
    const values = { ...given, ...tokens?.captured, ...tokens?.sealable.values }
    const agreedHosts = concreteHosts({ compiled, method, values })
    const { scopes: _, ...result } = await testCredential({ egress: runtime().egress, compiled, method, values, agreedHosts, signal: req.signal ?? undefined })
    return { result }
  } catch (cause) {
    refuseGivenUp(req)
    // No token is an answer too. What the row or the platform is at fault for is not.
    if (!isGrantFault(cause) || cause.kind === 'configuration') throw cause
    return { result: { ok: false, code: cause.code, message: cause.message, latencyMs: Date.now() - startedAt, ...(cause.note === undefined ? {} : { note: cause.note }) } }
  }
}
