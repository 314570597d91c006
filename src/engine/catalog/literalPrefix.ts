const SPECIAL = new Set('.*+?()[]{}|^$\\')

/**
 * The text every match of an anchored pattern begins with: `^re_[A-Za-z0-9]+$` → `re_`. Empty for a pattern that is
 * not anchored at the start, has alternatives at its top level or begins with anything but plain text. Client-safe.
 */
export function literalPrefix(pattern: string): string {
  if (!pattern.startsWith('^') || hasTopLevelAlternative(pattern)) return ''
  let prefix = ''
  for (let at = 1; at < pattern.length; at += 1) {
    let char = pattern[at] as string
    if (char === '\\') {
      const escaped = pattern[at + 1]
      // Only an escaped punctuation mark stands for itself; \d, \b and their like do not.
      if (escaped === undefined || /[A-Za-z0-9]/.test(escaped)) break
      char = escaped
      at += 1
    } else if (SPECIAL.has(char)) break
    const next = pattern[at + 1]
    if (next === '*' || next === '?' || next === '{') break
    prefix += char
    if (next === '+') break
  }
  return prefix
}

function hasTopLevelAlternative(pattern: string): boolean {
  let depth = 0
  let isInClass = false
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at]
    if (char === '\\') at += 1
    else if (isInClass) isInClass = char !== ']'
    else if (char === '[') isInClass = true
    else if (char === '(') depth += 1
    else if (char === ')') depth -= 1
    else if (char === '|' && depth === 0) return true
  }
  return false
}
