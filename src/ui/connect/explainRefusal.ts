import { messages } from '#src/messages/messages.ts'
import type { ApiError } from '../ApiError.ts'

type Question = { error: ApiError; provider: string; account: string; isNew: boolean }

/** A refusal as it looks from an open dialog: what happened, and what to do. */
export function explainRefusal({ error, provider, account, isNew }: Question): { message: string; hint: string | null } {
  const text = messages().connect
  const field = error.problems[0]?.field
  if (field === 'providerRevision') return { message: text.rowChanged(provider), hint: text.rowChangedFix }
  if (field === 'openedBy') return { message: messages().session.other, hint: null }
  if (error.code === 'version_conflict') return { message: text.changedMeanwhile, hint: text.changedMeanwhileFix }
  if (error.code === 'forbidden' && isNew) return { message: text.mayNot(account), hint: text.mayNotFix }
  if (error.code === 'not_found' || error.code === 'forbidden') return { message: text.notMember(account), hint: text.notMemberFix }
  // What a test came to ends with what to do; the hint of the code says it again, and to programs.
  const isTest = field === 'credentialPayload' && error.code !== 'credential_rejected'
  return { message: error.message, hint: isTest ? null : error.hint }
}
