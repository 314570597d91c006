import { messages } from '#src/messages/messages.ts'

/** What the code in the address of a way back means there: nothing was connected, and why. */
export function explainReturn(code: string): string {
  const { authorize, problem } = messages()
  if (code === 'credential_lacks_permission') return `${authorize.deniedHere} ${authorize.deniedText}`
  if (code === 'invalid_request') return `${authorize.stale} ${authorize.staleText}`
  const known = Object.hasOwn(problem.codes, code) ? problem.codes[code as keyof typeof problem.codes] : problem.codes.provider_error
  return `${authorize.window.failed} ${known.message} ${known.hint}`
}
