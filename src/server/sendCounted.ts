import { byServer } from '#src/engine/call/CallerMark.ts'
import { isRefusal } from '#src/engine/call/isRefusal.ts'
import { type CallPart, recordAnswer } from '#src/engine/call/recordAnswer.ts'
import { recordFault } from '#src/engine/call/recordFault.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { OutboundRequest, OutboundResponse } from '#src/engine/egress/Egress.ts'
import type { CredentialSource } from '#src/engine/ports.ts'
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
  const part: CallPart = { source, connectionId, startedAt: Date.now(), attemptsBefore: 0, context: { account, provider: compiled.key, user: null, builtInId: null, by: byServer } }
  const { record, expectRecord } = callEngine().recorder
  const ports = { record, expectRecord, now: () => new Date() }
  let attempts = 0
  try {
    const request = await prepare()
    attempts = 1
    const { isRefused, response } = await isRefusal({ compiled, response: await runtime().egress.send(request) })
    recordAnswer({ response, isRefused, part, attempts, usage: compiled.usage, ports })
    return response
  } catch (fault) {
    recordFault({ fault, part, attempts, ports })
    throw fault
  }
}
