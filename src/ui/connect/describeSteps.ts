import type { ErrorCode } from '#src/engine/errors.ts'
import { messages } from '#src/messages/messages.ts'

export type StepState = 'done' | 'odd' | 'now' | 'failed' | 'todo'
export type StepsInput = {
  /** The code of the refusal, or that none has come yet. */
  outcome: ErrorCode | 'working'
  host: string
  isFormatOdd: boolean
}

const unreachable = new Set<string>(['provider_unreachable', 'provider_timeout'])

/** The provider answered, but not about the key. */
const undecided = new Set<string>(['provider_error', 'rate_limited', 'response_too_large'])

/**
 * The three steps of "Test & save". The server does the last two in one request, so the browser only claims what it
 * knows: under way, or what the answer's code says about them.
 */
export function describeSteps({ outcome, host, isFormatOdd }: StepsInput): { key: string; state: StepState; label: string }[] {
  const { steps } = messages().connect
  const format = { key: 'format', state: isFormatOdd ? ('odd' as const) : ('done' as const), label: isFormatOdd ? steps.format.odd : steps.format.done }
  const toDo = { key: 'signIn', state: 'todo' as const, label: steps.signIn.todo }
  if (outcome === 'working') return [format, { key: 'reach', state: 'now', label: steps.reach.now(host) }, toDo]
  if (unreachable.has(outcome)) return [format, { key: 'reach', state: 'failed', label: steps.reach.failed(host) }, toDo]
  const label = undecided.has(outcome) ? steps.signIn.undecided(host) : steps.signIn.failed(host)
  return [format, { key: 'reach', state: 'done', label: steps.reach.done(host) }, { key: 'signIn', state: 'failed', label }]
}

const testCodes = new Set<string | null>(['credential_rejected', 'credential_lacks_permission', 'provider_unreachable', 'provider_timeout', 'provider_error', 'rate_limited', 'response_too_large'])

/** Whether the provider was asked and the test failed, so that saving without a test makes sense. */
export const isTestFailure = (code: ErrorCode | null): boolean => testCodes.has(code)
