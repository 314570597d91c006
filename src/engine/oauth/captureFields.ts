import type { CompiledAuthMethod } from '../catalog/CompiledProvider.ts'
import { findValueFault } from '../catalog/findValueFault.ts'
import { readPointer } from '../verify/readPointer.ts'

type Capture = {
  providerName: string
  method: CompiledAuthMethod
  /** JSON pointers by field name. */
  capture: Record<string, string>
  document: unknown
  tokens: (string | null)[]
}

/** Plain fields taken from an answer, held to the field's own rules, and never a token: plain fields are shown. */
export function captureFields({ providerName, method, capture, document, tokens }: Capture): Record<string, string> {
  const taken = Object.entries(capture).flatMap(([name, pointer]) => {
    const field = method.fields.find((one) => one.name === name && !one.secret)
    const found = readPointer(document, pointer)
    const value = typeof found === 'number' ? String(found) : found
    if (field === undefined || typeof value !== 'string' || value === '' || findValueFault({ providerName, method, field, value }) !== null) return []
    return tokens.some((token) => token !== null && (value.includes(token) || token.includes(value))) ? [] : [[name, value] as const]
  })
  return Object.fromEntries(taken)
}
