import type { CompiledAuthMethod, Injection } from './CompiledProvider.ts'
import { findHeaderNameFault } from './findHeaderNameFault.ts'
import { isRowPath } from './isRowPath.ts'
import type { RowAuthMethod } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'
import { templateFields } from './templateFields.ts'

type Input = { method: RowAuthMethod; compiled: CompiledAuthMethod; path: string; report: ReportProblem }

/** Faults of the places a credential goes to: missing, doubled, with a name that cannot stand there, or without a value. */
export function checkInjections({ method, compiled, path, report }: Input): void {
  const { inject } = compiled
  if (inject.length === 0) {
    report(`${path}.inject`, `An auth method of type ${method.type} must say where its credential goes.`)
    return
  }
  const seen = new Set<string>()
  for (const [index, injection] of inject.entries()) {
    const at = `${path}.inject.${index}`
    const place = injection.in === 'header' ? `header ${injection.name.toLowerCase()}` : `${injection.in} ${injection.name ?? ''}`
    if (seen.has(place) && injection.in !== 'path') report(at, `Two values go to the same place (${place}).`)
    seen.add(place)
    const nameFault = findPlaceFault(injection)
    if (nameFault !== null) report(`${at}.name`, nameFault)
    if (/[\u0000-\u001F\u007F]/.test(injection.value)) report(`${at}.value`, 'Control characters are not allowed here.')
    if (injection.in === 'path' && !isRowPath(injection.value)) report(`${at}.value`, 'A path prefix starts with “/” and holds no “?”, “#”, “\\”, “//” or dot segments.')
  }
  if (inject.every((one) => templateFields(one.value).length === 0)) report(`${path}.inject`, 'No place uses a field, so the credential would never be sent.')
}

function findPlaceFault(injection: Injection): string | null {
  if (injection.in === 'header') return findHeaderNameFault(injection.name)
  // RFC 6265 section 4.1.1: a cookie name is a token.
  if (injection.in === 'cookie' && !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(injection.name)) return 'Not a valid cookie name.'
  return injection.name !== null && /[\u0000-\u001F\u007F]/.test(injection.name) ? 'Control characters are not allowed here.' : null
}
