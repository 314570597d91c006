import { isSensitiveName } from './isSensitiveName.ts'
import type { Range } from './Range.ts'

const quote = String.raw`\\{0,7}["'${'`'}]|&quot;|&#34;|%22`
// One start per run of name characters (the boundary), and nothing after the run repeats without a bound: linear.
const assignment = new RegExp(String.raw`(?<![\w.-])[\w.-]{2,}(?:${quote})?[ \t]{0,3}(?:=>|[=:]|%3[Dd]|%3[Aa])[ \t]{0,3}(${quote})?`, 'g')
const nameOnly = /^[\w.-]+/
const twoWords = /(?:api|access|secret|private|signing|client|auth|refresh|bearer)[ \t]$/i
/** "token: missing" is a sentence; a password may well be a word, and `apiKey: missing` is no English. */
const prose = /^[A-Za-z]?[a-z]+[ \t]{0,3}:[ \t]+$/
const scheme = /(?:Bearer|Basic|Token|Digest|ApiKey|Key|Negotiate|JWT|AWS4-HMAC-SHA256)(?:[ +]|%20){1,3}/iy
const bareValue = /[^\s&"'<>`\\]+/y
const restOfLine = /[^\r\n"'\\]+/y
const marker = '[redacted]'

/** Values given to sensitive names: `password=…`, `"apiKey": "…"` (also inside escaped JSON), `Authorization: Bearer …`. */
export function findNamed(text: string): Range[] {
  const ranges: Range[] = []
  assignment.lastIndex = 0
  for (let found = assignment.exec(text); found; found = assignment.exec(text)) {
    const name = nameOf(text, found.index, found[0])
    const start = assignment.lastIndex
    if (!isSensitiveName(name)) {
      // The value of a harmless name may itself be `token=…`.
      assignment.lastIndex = start - (found[1]?.length ?? 0)
      continue
    }
    const isQuoted = found[1] !== undefined
    const from = matchEnd(scheme, text, start)
    const end = isQuoted ? endOfQuoted(text, start, found[1]!) : endOfBare({ text, from, name, isProse: from === start && prose.test(found[0]) })
    if (end > from && !isHarmless(text.slice(from, end))) ranges.push([from, end])
    assignment.lastIndex = Math.max(start, end)
  }
  return [...ranges, ...findSchemes(text)]
}

function nameOf(text: string, at: number, found: string): string {
  const run = nameOnly.exec(found)![0]
  // `%3Fpassword` and `\npassword`: the escape's own letters are not part of the name.
  if (text[at - 1] === '%') return run.slice(2)
  if (text[at - 1] === '\\') return run.slice(1)
  return twoWords.test(text.slice(Math.max(0, at - 10), at)) ? `${text.slice(Math.max(0, at - 10), at).trim().split(/\W/).at(-1)}${run}` : run
}

/** Up to the same quote, at the same depth of escaping; without one, to the end of the line. */
function endOfQuoted(text: string, start: number, opening: string): number {
  const depth = opening.startsWith('\\') ? opening.length - 1 : 0
  const closing = opening.slice(depth)
  for (let at = text.indexOf(closing, start); at !== -1; at = text.indexOf(closing, at + 1)) {
    let slashes = 0
    while (at - slashes > start && text[at - slashes - 1] === '\\') slashes += 1
    // A quote inside the value carries more backslashes than the one that opened it; a value that itself ends in
    // backslashes carries a multiple of the next depth in addition.
    if (slashes % (2 * (depth + 1)) === depth) return at - depth
  }
  const line = text.indexOf('\n', start)
  return line === -1 ? text.length : line
}

function endOfBare({ text, from, name, isProse }: { text: string; from: number; name: string; isProse: boolean }): number {
  if (text.startsWith(marker, from)) return from + marker.length
  if (/cookie$/i.test(name)) return matchEnd(restOfLine, text, from)
  const end = matchEnd(bareValue, text, from)
  const value = text.slice(from, end)
  if (isHarmless(value)) return from
  const trimmed = value.replace(/[)\]},;.]{1,8}$/, '')
  if (isProse && !/pass|pwd|authorization/i.test(name) && /^[a-z]{1,11}$/i.test(trimmed)) return from
  return from + trimmed.length
}

// Without a name before them the words are English too ("basic authentication"): the value must not look like a word.
const schemes = /(?<![A-Za-z0-9])(?:[Bb]earer|BEARER|[Bb]asic|BASIC)(?:[ +]|%20){1,3}(?=[^\s"']{0,64}[0-9]|[^\s"']{0,64}[a-z][A-Z]|[^\s"']{24})([A-Za-z0-9._~+/=%:-]{6,})/g

const findSchemes = (text: string): Range[] =>
  Array.from(text.matchAll(schemes), (found): Range => [found.index + found[0].length - found[1]!.length, found.index + found[0].length])

function matchEnd(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at
  return sticky.test(text) ? sticky.lastIndex : at
}

/** Nothing there, or a template that names the field instead of holding it. */
const isHarmless = (value: string): boolean => /^(?:null|undefined|true|false|none|nil|\{\{[\w .-]{1,64}\}\}|\$\{[\w.]{1,64}\})[)\]},;.]{0,8}$/i.test(value)
