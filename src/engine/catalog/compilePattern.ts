import { RE2JS } from 're2js'
import { PatchbayError } from '../errors.ts'

export type CompiledPattern = {
  /** True when the pattern is found anywhere in the text (anchors are the pattern's own). */
  test(text: string): boolean
  /** True when the pattern covers the whole text. */
  covers(text: string): boolean
  /** The first capture group of the first match, or null. */
  capture(text: string): string | null
  groupCount: number
}

const MAX_PATTERN_LENGTH = 500
/** Instructions of the compiled program: `x{1,1000}` costs 2,001. Matching time grows with it times the text. */
const MAX_PROGRAM_SIZE = 5_000
const MAX_CACHED = 2_000

const cache = new Map<string, CompiledPattern>()

/**
 * Compiles a pattern of a provider row with RE2, whose matching time is linear in the text whatever the pattern:
 * a row can therefore not hang a process. Compiled patterns are kept, the least recently used one gives way.
 *
 * @throws PatchbayError `invalid_row` with the reason in plain words
 */
export function compilePattern(pattern: string): CompiledPattern {
  const known = cache.get(pattern)
  if (known !== undefined) {
    cache.delete(pattern)
    cache.set(pattern, known)
    return known
  }
  const made = compileFresh(pattern)
  if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value as string)
  cache.set(pattern, made)
  return made
}

function compileFresh(pattern: string): CompiledPattern {
  const reason = findLengthFault(pattern)
  if (reason !== null) throw new PatchbayError('invalid_row', { message: reason })
  let program: RE2JS
  try {
    program = RE2JS.compile(pattern)
  } catch (cause) {
    throw new PatchbayError('invalid_row', { message: explainSyntax(cause), cause })
  }
  if (program.programSize() > MAX_PROGRAM_SIZE) throw new PatchbayError('invalid_row', { message: 'The pattern is too complex: use smaller repeat counts.' })
  return {
    test: (text) => program.matcher(text).find(),
    covers: (text) => program.matches(text),
    capture: (text) => {
      const matcher = program.matcher(text)
      return matcher.find() && matcher.groupCount() > 0 ? matcher.group(1) : null
    },
    groupCount: program.groupCount(),
  }
}

function findLengthFault(pattern: string): string | null {
  if (pattern === '') return 'The pattern is empty.'
  return pattern.length > MAX_PATTERN_LENGTH ? `The pattern has ${pattern.length} characters; at most ${MAX_PATTERN_LENGTH} are allowed.` : null
}

function explainSyntax(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : ''
  if (/`\(\?(?:<?[=!])|named capture: `\(\?<[=!]/.test(text)) return 'Patterns are RE2 syntax, which has no lookahead or lookbehind.'
  if (/invalid escape sequence: `\\(?:[1-9k])/.test(text)) return 'Patterns are RE2 syntax, which has no backreferences.'
  return `The pattern is not valid RE2 syntax${text === '' ? '' : ` (${text.replace(/^error parsing regexp: /, '').slice(0, 120)})`}.`
}
