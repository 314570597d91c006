import { checkPattern } from './checkPattern.ts'
import { compilePattern } from './compilePattern.ts'
import { findFormatFault } from './findFormatFault.ts'
import type { RowField } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'

/** Faults of one field: patterns that do not compile, samples that its own rules refuse, a secret with a default. */
export function checkField({ field, path, report }: { field: RowField; path: string; report: ReportProblem }): void {
  const isSecret = field.secret ?? true
  const isPatternGood = field.pattern ? checkPattern({ pattern: field.pattern, path: `${path}.pattern`, report }) : true
  const refusals = (field.refuse ?? []).filter((one, index) => checkPattern({ pattern: one.pattern, path: `${path}.refuse.${index}.pattern`, report }))
  if (isSecret && field.default) report(`${path}.default`, 'A secret field cannot have a default: the row is not a secret.')
  if (isSecret && field.options) report(`${path}.options`, 'A secret field cannot have a list of options: set "secret": false.')
  checkOptions({ field, path, report })
  for (const key of ['prefix', 'suffix'] as const) {
    if (field[key] && (isSecret || field.options)) report(`${path}.${key}`, `Only a field that is typed in and not secret has a ${key}.`)
  }

  const samples = [
    ['example', field.example],
    ['default', field.default],
    ...(field.options ?? []).map((option, index) => [`options.${index}.value`, option.value] as const),
  ] as const
  for (const [name, value] of samples) {
    if (!value) continue
    const reason = findSampleFault({ field, value, pattern: isPatternGood ? (field.pattern ?? null) : null, refusals })
    if (reason !== null) report(`${path}.${name}`, reason)
  }
}

function checkOptions({ field, path, report }: { field: RowField; path: string; report: ReportProblem }): void {
  const seen = new Set<string>()
  for (const [index, { value }] of (field.options ?? []).entries()) {
    if (seen.has(value)) report(`${path}.options.${index}.value`, `The option “${value}” is listed twice.`)
    seen.add(value)
  }
  if (field.default && field.options && !seen.has(field.default)) report(`${path}.default`, 'The default is not one of the options.')
}

type Sample = { field: RowField; value: string; pattern: string | null; refusals: { pattern: string; reason: string }[] }

function findSampleFault({ field, value, pattern, refusals }: Sample): string | null {
  if (pattern !== null && !compilePattern(pattern).test(value)) return 'The field’s own pattern does not accept this.'
  if (refusals.some((one) => compilePattern(one.pattern).test(value))) return 'One of the field’s own “refuse” patterns catches this.'
  if (!field.format) return null
  const fault = findFormatFault({ format: field.format, value })
  return fault === null ? null : `It does not have the field’s format: it ${fault}`
}
