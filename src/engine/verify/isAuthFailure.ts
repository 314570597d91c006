import type { AuthFailure } from '../catalog/CompiledProvider.ts'
import { matchesPattern } from '../catalog/matchesPattern.ts'
import { readPointer } from './readPointer.ts'

/** Whether an answer means "this credential is refused": always for 401, else as the row says. `document` is the parsed body, if any. */
export function isAuthFailure({ authFailure, status, document }: { authFailure: AuthFailure; status: number; document: unknown }): boolean {
  if (status === 401 || authFailure.statuses.includes(status)) return true
  return authFailure.also.some((rule) => rule.status === status && matches({ pattern: rule.matches, value: readPointer(document, rule.pointer) }))
}

function matches({ pattern, value }: { pattern: string; value: unknown }): boolean {
  if (value === undefined) return false
  return matchesPattern(pattern, typeof value === 'string' ? value : JSON.stringify(value))
}
