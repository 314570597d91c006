import { capturedNames } from './capturedNames.ts'
import type { CompiledProvider, ProviderField } from './CompiledProvider.ts'
import { compilePattern } from './compilePattern.ts'
import { findCharacterFault, findHostPatternFault } from './findHostPatternFault.ts'
import { isHostName } from './isHostName.ts'
import type { ReportProblem } from './RowProblem.ts'

type Input = { name: string; place: 'host' | 'path'; template: string; path: string; compiled: Pick<CompiledProvider, 'authMethods'>; report: ReportProblem }

/** Texts of dots that would empty a label, end a name or step up a path. */
const DOT_TRICKS = ['.', '..', '...', 'a..b', '.a', 'a.']
const PATH_EXTRA = '_~'

/**
 * Faults of one placeholder in an address: it decides where a credential travels, so its value must come from a
 * plain field (or a narrow capture) whose rules cannot be bent into another host or path.
 */
export function checkAddressPlaceholder({ name, place, template, path, compiled, report }: Input): void {
  for (const method of compiled.authMethods) {
    const derived = Object.hasOwn(method.derive, name) ? method.derive[name] : undefined
    if (derived !== undefined && !('from' in derived)) {
      report(path, `{{${name}}} (auth method “${method.key}”): an encoded value cannot be part of an address.`)
      continue
    }
    const field = method.fields.find((one) => one.name === (derived?.from ?? name))
    // An undeclared name is reported with the templates.
    if (field === undefined) continue
    const reason = derived === undefined ? findFieldFault({ field, place, name, template, isCaptured: capturedNames(method).has(name) }) : findDeriveFault({ pattern: derived.pattern, field, place, name, template })
    if (reason !== null) report(path, `{{${name}}} (auth method “${method.key}”): ${reason}`)
  }
}

type FieldInput = { field: ProviderField; place: 'host' | 'path'; name: string; template: string; /** The service fills it in before anything is sent there. */ isCaptured?: boolean }

function findFieldFault({ field, place, name, template, isCaptured = false }: FieldInput): string | null {
  if (field.secret) return 'a secret cannot be part of an address: set "secret": false, or take a part of it with "derive".'
  if (!field.required && field.default === null && !isCaptured) return 'the field must be required or have a default.'
  if (field.showWhen !== undefined && field.default === null) return 'the field must be always shown, or have a default.'
  if (field.options !== null) {
    const bad = field.options.find(({ value }) => !isFitting({ value, place }))
    return bad === undefined ? null : `the option “${bad.value}” cannot be part of an address.`
  }
  if (field.pattern === null) return 'the field needs a pattern (or options), or anybody could send the credential elsewhere.'
  const fault = findHostPatternFault({ pattern: field.pattern, extra: place === 'path' ? PATH_EXTRA : '' })
  return fault ?? findDotFault(field.pattern) ?? (place === 'host' ? findTailFault({ name, template }) : null)
}

function findDeriveFault({ pattern, field, place, name, template }: FieldInput & { pattern: string }): string | null {
  if (!pattern.startsWith('^') && !pattern.endsWith('$')) return 'the pattern that takes the value must be anchored with ^ or $.'
  const capture = captureOf(pattern)
  if (capture === null) return 'the pattern that takes the value needs exactly one plain capture group.'
  const fault = findCharacterFault({ pattern: capture, extra: place === 'path' ? PATH_EXTRA : '' })
  if (fault !== null) return fault
  if (/\./.test(capture)) return 'the part taken may not hold dots.'
  if (field.secret && place === 'path') return 'a part of a secret may be a label of the host, nothing else of an address.'
  return place === 'host' ? findTailFault({ name, template }) : null
}

/** The text of the only capture group, or null when it is not a single group without further groups inside. */
function captureOf(pattern: string): string | null {
  const groups = [...pattern.replaceAll('(?:', '').matchAll(/(?<!\\)\(([^()]*)\)(?![*+?{])/g)]
  return groups.length === 1 ? ((groups[0] as RegExpMatchArray)[1] as string) : null
}

const findDotFault = (pattern: string): string | null =>
  DOT_TRICKS.some((text) => compilePattern(pattern).covers(text)) ? 'the pattern lets dots stand alone, doubled or at an end.' : null

/** What follows the last placeholder must hold the provider's own domain; else the value could name a foreign one. */
function findTailFault({ name, template }: { name: string; template: string }): string | null {
  const tail = template.slice(template.lastIndexOf('}}') + 2)
  const domain = tail.slice(tail.indexOf('.') + 1)
  return tail.includes('.') && isHostName(domain) ? null : `after {{${name}}} the host must end in the provider’s own domain, e.g. {{${name}}}.api.example.com; or give the field "options".`
}

const isFitting = ({ value, place }: { value: string; place: 'host' | 'path' }): boolean =>
  place === 'host' ? /^[A-Za-z0-9-]{1,63}$/.test(value) || isHostName(value.toLowerCase()) : /^[A-Za-z0-9_~-]{1,100}$/.test(value)
