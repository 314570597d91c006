import { checkField } from './checkField.ts'
import { checkInjections } from './checkInjections.ts'
import { checkPattern } from './checkPattern.ts'
import { reservedNames } from './compileAuthMethod.ts'
import type { CompiledAuthMethod } from './CompiledProvider.ts'
import { checkShowWhen } from './checkShowWhen.ts'
import { compilePattern } from './compilePattern.ts'
import type { RowAuthMethod } from './providerRowSchema.ts'
import type { ReportProblem } from './RowProblem.ts'
import { templateFields } from './templateFields.ts'

type Input = { method: RowAuthMethod; compiled: CompiledAuthMethod; path: string; report: ReportProblem }

/** The block a type needs beside its fields, and may not have otherwise. */
const blockOf: Partial<Record<RowAuthMethod['type'], 'oauth' | 'exchange' | 'app'>> = {
  oauth2_code: 'oauth',
  oauth2_client_credentials: 'oauth',
  token_exchange: 'exchange',
  github_app: 'app',
}

/** Faults within one auth method: its fields, derived values, places of injection, and the block of its type. */
export function checkAuthMethod({ method, compiled, path, report }: Input): void {
  checkFieldNames({ method, compiled, path, report })
  for (const [index, field] of (method.fields ?? []).entries()) checkField({ field, path: `${path}.fields.${index}`, report })
  checkShowWhen({ fields: method.fields ?? [], path, report })
  checkDerive({ method, compiled, path, report })
  checkInjections({ method, compiled, path, report })
  checkBlocks({ method, path, report })
  const needsFields = method.type === 'api_key' || method.type === 'custom'
  if (needsFields && (method.fields ?? []).length === 0) report(`${path}.fields`, `An auth method of type ${method.type} needs at least one field.`)
}

function checkFieldNames({ method, compiled, path, report }: Input): void {
  const seen = new Set<string>()
  for (const [index, { name }] of (method.fields ?? []).entries()) {
    if (seen.has(name)) report(`${path}.fields.${index}.name`, `The field “${name}” is declared twice.`)
    seen.add(name)
    const reason = findNameFault({ name, compiled })
    if (reason !== null) report(`${path}.fields.${index}.name`, reason)
  }
}

function findNameFault({ name, compiled }: { name: string; compiled: CompiledAuthMethod }): string | null {
  // A field called toString would find a value where none was given.
  if (name in Object.prototype) return `“${name}” means something to JavaScript itself: choose another name.`
  return reservedNames(compiled.type).includes(name) ? `“${name}” is made by Patchbay for this type: choose another name.` : null
}

function checkDerive({ method, compiled, path, report }: Input): void {
  for (const [name, derivation] of Object.entries(method.derive ?? {})) {
    const at = `${path}.derive.${name}`
    const nameFault = findNameFault({ name, compiled })
    if (nameFault !== null) report(at, nameFault)
    if (compiled.fields.some((field) => field.name === name)) report(at, `“${name}” is a field already.`)
    if (!('from' in derivation)) {
      const unknown = templateFields(derivation.template).find((field) => !compiled.fields.some((one) => one.name === field))
      if (unknown !== undefined) report(`${at}.template`, `{{${unknown}}} is not a field of this auth method.`)
      continue
    }
    const { from, pattern } = derivation
    const source = compiled.fields.find((field) => field.name === from)
    if (source === undefined) report(`${at}.from`, `“${from}” is not a field of this auth method.`)
    if (!checkPattern({ pattern, path: `${at}.pattern`, report })) continue
    const program = compilePattern(pattern)
    if (program.groupCount !== 1) report(`${at}.pattern`, 'The pattern needs exactly one capture group: the part to take.')
    else if (source?.example && !program.capture(source.example)) report(`${at}.pattern`, 'The pattern takes nothing out of the field’s example.')
  }
}

function checkBlocks({ method, path, report }: Omit<Input, 'compiled'>): void {
  const needed = blockOf[method.type]
  for (const block of ['oauth', 'exchange', 'app'] as const) {
    const isGiven = method[block] !== undefined && method[block] !== null
    if (block === needed && !isGiven) report(`${path}.${block}`, `An auth method of type ${method.type} needs an “${block}” block.`)
    // With the platform's app people sign in to say which installation is theirs.
    const isProof = block === 'oauth' && method.type === 'github_app' && method.app?.client !== 'account'
    if (block !== needed && isGiven && !isProof) report(`${path}.${block}`, `An auth method of type ${method.type} has no “${block}” block.`)
  }
}
