import { createRedactor } from './createRedactor.ts'

/**
 * A text for logs, answers and people, with every secret replaced by `[redacted]`: the `known` values in any encoding
 * (exact), then whatever has the shape or the name of a secret (best effort). Linear in the length; longer than 64 kB
 * is cut. Never throws. Redacting twice changes nothing.
 */
export function redactText(text: string, known?: Iterable<string>): string {
  return createRedactor(known)(text)
}
