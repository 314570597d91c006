import type { Actor } from '#src/access/Actor.ts'
import type { CompiledAuthMethod, CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { findAuthMethod } from '#src/engine/catalog/findAuthMethod.ts'
import { inside, type Trace } from '#src/engine/audit/Trace.ts'
import type { TestResult } from '#src/engine/connections/ConnectionView.ts'
import { isRenewable } from '#src/engine/connections/isRenewable.ts'
import { needsToken } from '#src/engine/connections/needsToken.ts'
import type { PatchbayError } from '#src/engine/errors.ts'
import { canRenew } from '#src/engine/oauth/applyGrant.ts'
import { renewalDueAt } from '#src/engine/oauth/renewalDueAt.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'
import { openCredential } from '#src/engine/vault/openCredential.ts'
import type { TestOutcome } from '#src/engine/verify/explainTest.ts'
import { hasTest, testCredential } from '#src/engine/verify/testCredential.ts'
import { renewConnection } from './renewConnection.ts'
import { runtime } from './runtime.ts'
import { writeVerdict } from './stores/writeVerdict.ts'

type Question = {
  record: ConnectionRecord
  provider: { id: string; compiled: CompiledProvider }
  /** Who asked; by default the engine itself. */
  actor?: Actor | { kind: 'system' }
  trace?: Trace
}

/**
 * Runs the row's test on a stored credential and writes the verdict, if the credential is still the one that was tested.
 * A pass makes it `active`, a refusal `error`; "cannot be told" changes nothing but the time of the test. An access token
 * that ended, or that the service refuses, is renewed first: its end says nothing of the grant.
 */
export async function judgeConnection({ record, provider, actor, trace }: Question): Promise<TestResult> {
  const { compiled } = provider
  const question = { provider, actor, trace }
  const need = record.sealed === null ? null : needsToken({ tokens: record.tokens, now: new Date() })
  const renewal = need === null ? null : await renewConnection(record, 'expiry')
  if (renewal?.outcome === 'refused' || (renewal?.outcome === 'unavailable' && need === 'now')) return resultOf(renewal.fault)
  const fresh = renewal?.outcome === 'ready' ? renewal.connection : record
  const canRenew = record.sealed !== null && isRenewable({ compiled, key: record.authMethod })
  const { result, write } = await test({ ...question, record: fresh })
  if (!canRenew || result.code !== 'credential_rejected') return write()

  const second = await renewConnection(fresh, 'refused')
  if (second.outcome === 'ready') return second.isNew ? (await test({ ...question, record: second.connection })).write() : write()
  return resultOf(second.fault)
}

const resultOf = ({ code, message, note }: PatchbayError): TestResult => ({ ok: false, code, message, latencyMs: 0, ...(note === undefined ? {} : { note }) })

type Tested = { result: TestResult; /** Writes the verdict down, where there is one. */ write(): Promise<TestResult> }

async function test({ record, provider: { compiled }, actor = { kind: 'system' }, trace = { requestId: null, address: inside.background } }: Question): Promise<Tested> {
  const method = findAuthMethod({ compiled, key: record.authMethod })
  if (record.sealed === null || !hasTest({ compiled, method })) {
    return untested({ ok: false, code: 'provider_unavailable', message: `${compiled.name} has no test request, so this connection cannot be tested.`, latencyMs: 0 })
  }
  const agreed = record.sealed.agreedHosts
  const service = method.test?.service ?? null
  const needed = [method.marks.sending, method.marks.test, service === null ? compiled.baseMarks.default : compiled.baseMarks.services[service]]
  if (needed.some((mark) => mark == null || !agreed.includes(mark))) {
    return untested({ ok: false, code: 'host_consent_required', message: `The row of ${compiled.name} now tests or sends the key in another way than this connection’s owner agreed to.`, latencyMs: 0 })
  }
  const { dataKeys, egress, pool } = runtime()
  const values = openCredential(dataKeys, record.sealed)
  const outcome = await testCredential({ egress, compiled, method, values, agreedHosts: record.sealed.agreedHosts })
  const { scopes: _, ...result } = outcome
  const write = async (): Promise<TestResult> => {
    await writeVerdict({ pool, record, outcome, verdict: verdictOf(outcome), refreshDueAt: dueAgain({ record, method, refreshToken: values.refreshToken }), actor, trace })
    return result
  }
  return { result, write }
}

type Standing = { record: ConnectionRecord; method: CompiledAuthMethod; refreshToken: string | undefined }

/** When a credential that turns out to serve, although its renewal was refused once, is renewed again. */
function dueAgain({ record: { tokens }, method, refreshToken }: Standing): Date | null {
  const facts = (method.oauth ?? method.exchange ?? method.app)?.refresh ?? null
  if (facts === null || !canRenew({ method, refreshToken })) return null
  const now = new Date()
  return renewalDueAt({ facts, lifeSeconds: tokens.expiresAt === null ? null : (tokens.expiresAt.getTime() - now.getTime()) / 1000, now, random: Math.random })
}

const untested = (result: TestResult): Tested => ({ result, write: () => Promise.resolve(result) })

export const verdictOf = (outcome: TestOutcome): 'passed' | 'refused' | 'unknown' => (outcome.ok ? 'passed' : outcome.code === 'credential_rejected' ? 'refused' : 'unknown')
