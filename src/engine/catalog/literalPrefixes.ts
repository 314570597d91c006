const SPECIAL = new Set('.*+?()[]{}|^$\\')
const MAX_PREFIXES = 16

/**
 * The texts with which a match of an anchored pattern can begin: `^re_[A-Za-z0-9]+$` → `['re_']`,
 * `^(?:sk|rk)_(?:live|test)_\w+$` → `['sk_live_', 'sk_test_', …]`. Empty when the pattern is not anchored at the
 * start, or when one of its beginnings is not plain text: then nothing certain can be said. Client-safe.
 */
export function literalPrefixes(pattern: string): string[] {
  if (!pattern.startsWith('^') || splitAlternatives(pattern).length > 1) return []
  let prefixes = ['']
  let rest = pattern.slice(1)
  for (let piece = readPiece(rest); piece !== null; piece = readPiece(rest)) {
    const { texts, length } = piece
    if (prefixes.length * texts.length > MAX_PREFIXES) break
    prefixes = prefixes.flatMap((prefix) => texts.map((text) => prefix + text))
    rest = rest.slice(length)
    if (rest.startsWith('+')) break
  }
  return prefixes.includes('') ? [] : [...new Set(prefixes)]
}

/** The plain text (or choice of plain texts) at the beginning, and how much of the pattern it takes; null = not plain. */
function readPiece(rest: string): { texts: string[]; length: number } | null {
  const group = /^\((?:\?:)?((?:\\[^A-Za-z0-9]|[^()\\[\]{}.*+?^$])*)\)/.exec(rest)
  const char = group === null ? readCharacter(rest) : null
  const length = group?.[0].length ?? char?.length ?? 0
  // What may be absent or repeated is no certain beginning; one or more times begins with one.
  if (length === 0 || /^[*?{]/.test(rest.slice(length))) return null
  if (group === null) return { texts: [unescapeText(char as string)], length }
  return { texts: (group[1] as string).split('|').map(unescapeText), length }
}

function readCharacter(rest: string): string | null {
  const [first] = rest
  if (first === undefined) return null
  // Only an escaped punctuation mark stands for itself; \d, \b and their like do not.
  if (first === '\\') return /^\\[^A-Za-z0-9]/.exec(rest)?.[0] ?? null
  return SPECIAL.has(first) ? null : first
}

const unescapeText = (text: string): string => text.replaceAll(/\\(.)/g, '$1')

/** The alternatives at the top level of a pattern: those outside of every group and class. */
function splitAlternatives(pattern: string): string[] {
  const parts = ['']
  let depth = 0
  for (const piece of pattern.match(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^]/g) ?? []) {
    if (piece === '(') depth += 1
    else if (piece === ')') depth -= 1
    if (piece === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts
}
