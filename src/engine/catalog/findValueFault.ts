import { PatchbayError } from '../errors.ts'
import type { CompiledAuthMethod, ProviderField } from './CompiledProvider.ts'
import { compilePattern } from './compilePattern.ts'
import { deriveValues } from './deriveValues.ts'
import { findFormatFault } from './findFormatFault.ts'
import { literalPrefixes } from './literalPrefixes.ts'

type Input = { providerName: string; method: CompiledAuthMethod; field: ProviderField; value: string; anyForm?: boolean }

/**
 * What is wrong with a non-empty value of a field, or null: control characters, the field's options, look-alikes it
 * refuses, its pattern (unless `anyForm`), its format, and whether the parts can be taken out of it that the row needs.
 */
export function findValueFault({ providerName, method, field, value, anyForm = false }: Input): PatchbayError | null {
  const code = field.secret ? 'credential_format' : 'validation_failed'
  const refuse = (message: string, hint: string | null = field.hint): PatchbayError =>
    new PatchbayError(code, { message, field: `credentialPayload.${field.name}`, ...(hint === null ? {} : { hint }) })

  const controls = findControlFault({ field, value })
  if (controls !== null) return refuse(controls)
  if (field.options !== null && !field.options.some((option) => option.value === value)) {
    return refuse(`“${field.label}” must be one of: ${field.options.map((option) => option.value).join(', ')}.`)
  }
  const lookAlike = field.refuse?.find(({ pattern }) => compilePattern(pattern).test(value))
  if (lookAlike !== undefined) return refuse(lookAlike.reason)
  if (field.pattern !== null && !isFree({ method, field, anyForm }) && !compilePattern(field.pattern).test(value)) return refuse(explainPattern({ providerName, field, value }))
  const format = field.format === null ? null : findFormatFault({ format: field.format, value })
  if (format !== null) return refuse(`“${field.label}” ${format}`)
  // RFC 7617 section 2: the first colon ends the user name.
  if (method.type === 'basic' && field.name === 'username' && value.includes(':')) return refuse(`“${field.label}” cannot hold a colon.`)
  return findDeriveFault({ method, field, value })
}

/** A row's pattern may be older than its provider's keys. What forms the host keeps to it, whoever vouches for the value. */
const isFree = ({ method, field, anyForm }: Required<Pick<Input, 'method' | 'field' | 'anyForm'>>): boolean =>
  anyForm && field.secret && !method.hostFields.includes(field.name)

/** Line breaks belong to PEM keys and only where the pattern covers them; other control characters nowhere. */
function findControlFault({ field, value }: { field: ProviderField; value: string }): string | null {
  if (/[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F]/.test(value)) return `“${field.label}” holds control characters. Copy it again.`
  if (!/[\r\n]/.test(value)) return null
  return field.pattern !== null && compilePattern(field.pattern).covers(value) ? null : `“${field.label}” must be on one line.`
}

function findDeriveFault({ method, field, value }: Pick<Input, 'method' | 'field' | 'value'>): PatchbayError | null {
  try {
    deriveValues(method, { [field.name]: value })
    return null
  } catch (error) {
    if (error instanceof PatchbayError) return error
    throw error
  }
}

/** E.g. “Keys for Resend start with re_. This one starts with sk_.” Shows only prefixes that are public. */
function explainPattern({ providerName, field, value }: Omit<Input, 'method' | 'anyForm'>): string {
  const subject = field.secret ? `Keys for ${providerName}` : `“${field.label}”`
  const verb = field.secret ? 'start' : 'starts'
  const prefixes = literalPrefixes(field.pattern ?? '')
  if (prefixes.length > 0 && !prefixes.some((prefix) => value.startsWith(prefix))) {
    const own = publicPrefix(value)
    return `${subject} ${verb} with ${listOf(prefixes)}. ${own === null ? 'This one does not.' : `This one starts with ${own}.`}`
  }
  const example = field.example === null ? '' : ` It should look like ${field.example}.`
  if (prefixes.length > 0) return `This starts like “${field.label}” of ${providerName}, but is cut off or has a character too many.${example}`
  return `This is not the form of ${field.label} for ${providerName}.${example}`
}

const listOf = (words: string[]): string => (words.length === 1 ? (words[0] as string) : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`)

/** A vendor prefix such as `sk_` or `sk-ant-`: letters and separators, never more than a third of the value. */
function publicPrefix(value: string): string | null {
  const prefix = /^(?:[A-Za-z]{1,6}[-_]){1,2}/.exec(value)?.[0] ?? ''
  return prefix !== '' && prefix.length <= 8 && prefix.length * 3 <= value.length ? prefix : null
}
