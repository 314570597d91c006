import { byServer } from '#src/engine/call/CallerMark.ts'
import { isRefusal } from '#src/engine/call/isRefusal.ts'
import { recordAnswer } from '#src/engine/call/recordAnswer.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { OutboundRequest, OutboundResponse } from '#src/engine/egress/Egress.ts'
import { isPatchbayError } from '#src/engine/errors.ts'
import type { CallOutcome, CredentialSource } from '#src/engine/ports.ts'
import { callEngine } from './callEngine.ts'
import { runtime } from './runtime.ts'

/** Whose credential a request carries. `connectionId` null: the platform's own. */
export type CredentialUse = { account: string; compiled: CompiledProvider; source: CredentialSource; connectionId: string | null }

type Sending = { use: CredentialUse; /** @throws PatchbayError where it may not go out */ prepare: () => Promise<OutboundRequest> }

/**
 * Sends one request that carries its credential already, and counts it as a call through the proxy is: refused here or
 * there, until its answer began, and what that answer says it took, once it has been read or given up.
 * @throws what `prepare` does, EgressFault, the request's `signal.reason`
 */
export async function sendCounted({ use: { account, compiled, source, connectionId }, prepare }: Sending): Promise<OutboundResponse> {
  const startedAt = Date.now()
  const record = (outcome: CallOutcome): void => callEngine().recorder.record(outcome, { account, provider: compiled.key, user: null, builtInId: null, by: byServer })
  let attempts = 0
  try {
    const request = await prepare()
    attempts = 1
    const { isRefused, response } = await isRefusal({ compiled, response: await runtime().egress.send(request) })
    recordAnswer({ response, outcome: { source, connectionId, isRefused, attempts }, startedAt, now: () => new Date(), usage: compiled.usage, record })
    return response
  } catch (fault) {
    const durationMs = Date.now() - startedAt
    record({ source, connectionId, status: null, code: isPatchbayError(fault) ? fault.code : null, isRefused: false, attempts, requestBytes: 0, responseBytes: 0, latencyMs: durationMs, durationMs, metered: null })
    throw fault
  }
}
