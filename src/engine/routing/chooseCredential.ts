import { sayWhoDeactivated } from '../connections/Deactivation.ts'
import { effectiveStatus } from '../connections/effectiveStatus.ts'
import { type ErrorCode, PatchbayError } from '../errors.ts'
import { describeCut } from './describeCut.ts'
import type { BuiltInRecord, ConnectionRecord, ConnectionStatus, Distribution, ResolutionInput, RoutingMode } from '../ports.ts'

export type Candidate = { source: 'byo'; connection: ConnectionRecord } | { source: 'built_in'; builtIn: BuiltInRecord }
export type Reason = { code: string; text: string }

export type Choice = {
  policy: RoutingMode
  distribution: Distribution
  /** What led here, in order, in words; never names a connection the caller may not see. */
  reasons: Reason[]
  /** In the order to try them; empty exactly when there is a refusal. */
  candidates: Candidate[]
  refusal: PatchbayError | null
}

type Question = { input: ResolutionInput; connectionId?: string | null; now: Date }

/**
 * Decides which credential serves an account and provider: pure, from one read of the database. The order of the
 * connections is the store's (`isDefault`, `sortOrder`, `createdAt`). Refusals are returned, not thrown, so that the
 * dry run can show them.
 */
export function chooseCredential({ input, connectionId = null, now }: Question): Choice {
  const choice = { policy: input.policy.mode, distribution: input.policy.distribution, reasons: [] as Reason[] }
  const refuse = (code: ErrorCode, message?: string): Choice => {
    const refusal = new PatchbayError(code, message === undefined ? {} : { message })
    return { ...choice, reasons: [...choice.reasons, { code, text: refusal.message }], candidates: [], refusal }
  }
  if (input.account === null) return refuse('not_found')
  if (input.provider === null) return connectionId === null ? refuse('unknown_provider') : refuse('not_found')
  const { compiled } = input.provider
  if (input.account.blocked) return refuse('connection_blocked', describeCut({ what: 'this account', reason: input.account.blockedReason }))
  if (input.provider.blocked) return refuse('connection_blocked', describeCut({ what: compiled.name, reason: input.provider.blockedReason }))
  if (compiled.status === 'coming_soon') return refuse('provider_unavailable', `${compiled.name} is coming soon and cannot be used yet.`)

  if (connectionId !== null) return chooseNamed({ input, connectionId, now, choice, refuse })

  if (choice.policy === 'built_in') {
    choice.reasons.push({ code: 'policy_built_in', text: `The routing policy for ${compiled.name} is “built_in”: the platform’s credential is used.` })
    return input.builtIn === null ? refuse('built_in_missing') : { ...choice, candidates: [{ source: 'built_in', builtIn: input.builtIn }], refusal: null }
  }
  return chooseOwn({ input, now, choice, refuse })
}

type Step = Pick<Question, 'input' | 'now'> & { choice: Pick<Choice, 'policy' | 'distribution' | 'reasons'>; refuse: (code: ErrorCode, message?: string) => Choice }

/** A named connection overrides the policy: that one, or its own error. */
function chooseNamed({ input, connectionId, now, choice, refuse }: Step & { connectionId: string }): Choice {
  const connection = input.connections.find((one) => one.id === connectionId)
  if (connection === undefined) return refuse('not_found')
  choice.reasons.push({ code: 'named_connection', text: `The connection “${connection.displayName}” was asked for by id.` })
  if (connection.blockedBy !== null) return refuse('connection_blocked', describeCut({ what: 'this connection', reason: connection.blockedReason }))
  const code = refusalOf(effectiveStatus({ ...connection, now }))
  if (code === null) return { ...choice, candidates: [{ source: 'byo', connection }], refusal: null }
  return refuse(code, code === 'connection_inactive' ? sayWhoDeactivated({ name: connection.displayName, deactivation: connection.deactivation }) : undefined)
}

/** `byo` and `auto`: the account's own connections first. */
function chooseOwn({ input, now, choice, refuse }: Step): Choice {
  const name = input.provider?.compiled.name ?? ''
  choice.reasons.push(
    choice.policy === 'byo'
      ? { code: 'policy_byo', text: `The routing policy for ${name} is “byo”: only the account’s own credential is used.` }
      : { code: 'policy_auto', text: `The routing policy for ${name} is “auto”: the account’s own credential first, else the built-in one.` },
  )
  const serving: ConnectionRecord[] = []
  let failing = 0
  let blocked: ConnectionRecord | null = null
  for (const connection of input.connections) {
    const status = effectiveStatus({ ...connection, now })
    if (connection.blockedBy !== null) blocked ??= connection
    else if (status === 'active' || status === 'pending') serving.push(connection)
    else if (status === 'error' || status === 'expired') failing += 1
    if (connection.blockedBy !== null || !(status === 'active' || status === 'pending')) choice.reasons.push(passedOver(connection, status))
  }
  if (serving.length > 0) {
    choice.reasons.push({ code: 'own_credential', text: servingText(serving, choice.distribution) })
    return { ...choice, candidates: serving.map((connection) => ({ source: 'byo' as const, connection })), refusal: null }
  }
  // A broken or blocked credential of their own never falls over to the platform's bill.
  if (failing > 0) return refuse('reauth_required', `The connected credential for ${name} no longer works.`)
  if (blocked !== null) return refuse('connection_blocked', describeCut({ what: 'this connection', reason: blocked.blockedReason }))
  if (choice.policy === 'byo') return refuse('byo_required')
  if (input.builtIn === null) return refuse('credential_missing', `No credential is connected for ${name}.`)
  choice.reasons.push({ code: 'built_in_credential', text: 'The account has no usable credential of its own, so the built-in one is used.' })
  return { ...choice, candidates: [{ source: 'built_in', builtIn: input.builtIn }], refusal: null }
}

function refusalOf(status: ConnectionStatus): ErrorCode | null {
  switch (status) {
    case 'active':
    case 'pending':
      return null
    case 'error':
    case 'expired':
      return 'reauth_required'
    case 'disconnected':
      return 'connection_disconnected'
    case 'inactive':
      return 'connection_inactive'
    case 'revoked':
      return 'connection_revoked'
  }
}

const stateWords: Record<ConnectionStatus, string> = {
  disconnected: 'has no key yet',
  pending: 'is not verified',
  active: 'is active',
  error: 'needs attention',
  expired: 'has expired',
  inactive: 'is deactivated',
  revoked: 'was revoked',
}

const passedOver = (connection: ConnectionRecord, status: ConnectionStatus): Reason => ({
  code: connection.blockedBy === null ? `passed_over_${status}` : 'passed_over_blocked',
  text: `“${connection.displayName}” ${connection.blockedBy === null ? stateWords[status] : 'is cut off by the platform'} and was passed over.`,
})

function servingText(serving: ConnectionRecord[], distribution: Distribution): string {
  const first = serving[0]
  if (first === undefined) return ''
  if (serving.length === 1) return `“${first.displayName}” is the account’s only usable connection.`
  if (distribution === 'round_robin') return `${serving.length} usable connections take turns.`
  return first.isDefault ? `“${first.displayName}” is the default connection.` : `“${first.displayName}” is first in the account’s order.`
}
