export type Assignment = { name: string; value: string }

const BOM = /^\uFEFF/
const MAX_ASSIGNMENTS = 200
/** Longer than the names of variables; matching one to fields takes the square of it. */
const MAX_NAME_LENGTH = 160
const NAME = '[A-Za-z_][A-Za-z0-9_.-]{0,79}'
const EQUALS = new RegExp(`^[ \\t]*(?:export[ \\t]+|set[ \\t]+)?(${NAME})[ \\t]*=[ \\t]*`)
/** `Account SID: AC…`, as dashboards print it. The space keeps `https://…` from being a name. */
const COLON = /^[ \t]*([A-Za-z][A-Za-z0-9 _-]{0,39}?)[ \t]*:[ \t]+(?=\S)/

/**
 * The names and values of a pasted `.env` block, of `Name: value` lines, or of a JSON object (nested one level,
 * named `outer_inner`). Comments, `export`, quotes, escapes and line breaks inside
 * double quotes, CRLF and a byte order mark are understood. Empty for a text that is neither. Client-safe.
 */
export function readAssignments(text: string): Assignment[] {
  const plain = text.replace(BOM, '').replaceAll(/\r\n?/g, '\n')
  const found = plain.trimStart().startsWith('{') ? readJson(plain) : readLines(plain)
  return found.filter(({ value }) => value.trim() !== '').slice(0, MAX_ASSIGNMENTS).map(({ name, value }) => ({ name: name.slice(0, MAX_NAME_LENGTH), value }))
}

function readJson(text: string): Assignment[] {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return []
  }
  return Object.entries(document as object).flatMap(([name, value]) => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return Object.entries(value).flatMap(([inner, one]) => entryOf({ name: `${name}_${inner}`, value: one }))
    return entryOf({ name, value })
  })
}

const entryOf = ({ name, value }: { name: string; value: unknown }): Assignment[] => (typeof value === 'string' || typeof value === 'number' ? [{ name, value: String(value) }] : [])

function readLines(text: string): Assignment[] {
  const found: Assignment[] = []
  let rest = text
  while (rest !== '') {
    const head = EQUALS.exec(rest) ?? COLON.exec(rest)
    if (head === null) {
      const end = rest.indexOf('\n')
      rest = end < 0 ? '' : rest.slice(end + 1)
      continue
    }
    const { value, length } = readValue(rest.slice(head[0].length))
    found.push({ name: head[1] as string, value })
    rest = rest.slice(head[0].length + length)
  }
  return found
}

const QUOTED = [/^"((?:\\[^]|[^"\\])*)"[^\n]*(?:\n|$)/, /^'([^']*)'[^\n]*(?:\n|$)/, /^`([^`]*)`[^\n]*(?:\n|$)/]

/** One value and how much of the text it takes, its line break included. A quoted one may span lines. */
function readValue(text: string): { value: string; length: number } {
  for (const [index, pattern] of QUOTED.entries()) {
    const match = pattern.exec(text)
    if (match !== null) return { value: index === 0 ? unescape(match[1] as string) : (match[1] as string), length: match[0].length }
  }
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  return { value: line.replace(/(?:^|[ \t])#[^]*$/, '').trim(), length: end < 0 ? text.length : end + 1 }
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' }
const unescape = (text: string): string => text.replaceAll(/\\([nrt"\\$`])/g, (_whole, sign: string) => escapes[sign] ?? sign)
