// Not (?i): case folding lets letters of other scripts in (the Kelvin sign for k).
const GROUP_START = /^\((?:\?(?::|P?<[A-Za-z]\w*>)|(?!\?))/
const REPEAT = /^(?:[*+?]|\{\d{1,4}(?:,\d{0,4})?\})\??/

/**
 * Whether every text that a pattern covers is safe to put into a host: built from letters, digits, hyphens and dots
 * only, whatever the alternatives and repeats. This reads the pattern itself and knows few constructs, so what it
 * does not know is refused: plain characters, `[a-z0-9-]` classes, `\d`, `\.`, groups, alternatives, repeats.
 * `extra` adds characters, e.g. `_~` for a path.
 *
 * @returns the reason for a refusal, or null
 */
export function findHostPatternFault({ pattern, extra = '' }: { pattern: string; extra?: string }): string | null {
  if (!pattern.startsWith('^') || !pattern.endsWith('$') || pattern.endsWith('\\$')) return 'The pattern of a value in an address must be anchored: ^…$.'
  return findCharacterFault({ pattern: pattern.slice(1, -1), extra })
}

/** The same for the inside of a capture group, which needs no anchors. */
export function findCharacterFault({ pattern, extra = '' }: { pattern: string; extra?: string }): string | null {
  const isPlain = (char: string): boolean => /[A-Za-z0-9-]/.test(char) || extra.includes(char)
  let rest = pattern
  while (rest !== '') {
    const taken =
      /^\\[d.-]/.exec(rest)?.[0] ?? readClass({ rest, isPlain }) ?? GROUP_START.exec(rest)?.[0] ?? /^[)|]/.exec(rest)?.[0] ?? REPEAT.exec(rest)?.[0] ?? (isPlain(rest[0] as string) ? rest[0] : undefined)
    if (taken === undefined) return `The pattern of a value in an address may only allow letters, digits, hyphens and escaped dots (the fault is at “${rest.slice(0, 12)}”).`
    rest = rest.slice(taken.length)
  }
  return null
}

/**
 * A character class whose every member is plain. A hyphen makes a range wherever RE2 reads one, and ranges must stay
 * within a-z, A-Z or 0-9: `[0-z]` or `[.-z]` would let `/`, `:` and `@` in. Negated classes are never plain.
 */
function readClass({ rest, isPlain }: { rest: string; isPlain: (char: string) => boolean }): string | undefined {
  const whole = /^\[([^\][^]+)\]/.exec(rest)
  if (whole === null) return undefined
  let inside = whole[1] as string
  while (inside !== '') {
    const range = /^([^\\])-([^\\])/.exec(inside)
    const escaped = /^\\[d.-]/.exec(inside)
    if (range !== null) {
      if (!isPlainRange(range[1] as string, range[2] as string)) return undefined
    } else if (escaped !== null) {
      // `\d-x` or `\--x` could be read as a range.
      if (inside[2] === '-' && inside.length > 3) return undefined
    } else if (inside[0] !== '.' && !isPlain(inside[0] as string)) return undefined
    // A backslash after a hyphen (`a-\.`) is a range too.
    else if (/^.-\\/.test(inside)) return undefined
    inside = inside.slice((range ?? escaped)?.[0].length ?? 1)
  }
  return whole[0]
}

const isPlainRange = (from: string, to: string): boolean => [/^[a-z]{2}$/, /^[A-Z]{2}$/, /^\d{2}$/].some((kind) => kind.test(from + to))
