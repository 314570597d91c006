import { findKnown } from './findKnown.ts'
import type { Range } from './Range.ts'
import type { SecretForm } from './secretForms.ts'

/**
 * Places where one of the forms stands behind percent escapes, once or twice over. Which characters are escaped differs
 * from encoder to encoder (path, query, RFC 3986, WHATWG) and one message may hold several, so they are undone and not
 * guessed. Linear in the length.
 */
export function findEscaped(text: string, forms: readonly SecretForm[]): Range[] {
  if (forms.length === 0) return []
  const ranges: Range[] = []
  let view: View = { text, at: null }
  for (let depth = 0; depth < 2 && view.text.includes('%'); depth += 1) {
    view = undo(view)
    const { at } = view
    for (const [start, end] of findKnown(view.text, forms)) ranges.push([at![start]!, at![end]!])
  }
  return ranges
}

/** `at[n]` = where the n-th unit of `text` begins in the text that was given, with one more for its end; null = the same. */
type View = { text: string; at: number[] | null }

function undo({ text, at }: View): View {
  const pieces: string[] = []
  const positions: number[] = []
  const origin = (index: number): number => (at === null ? index : at[index]!)
  for (let index = 0; index < text.length; ) {
    const { character, length } = text[index] === '%' ? readEscape(text, index) : { character: text[index]!, length: 1 }
    pieces.push(character)
    for (let unit = 0; unit < character.length; unit += 1) positions.push(origin(index))
    index += length
  }
  positions.push(origin(text.length))
  return { text: pieces.join(''), at: positions }
}

/** One character of UTF-8 from its escapes, or the percent sign itself where they make none. */
function readEscape(text: string, index: number): { character: string; length: number } {
  const first = byteAt(text, index)
  if (first === null) return { character: '%', length: 1 }
  const count = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  const bytes = [first]
  for (let one = 1; one < count; one += 1) {
    const next = byteAt(text, index + one * 3)
    if (next === null) break
    bytes.push(next)
  }
  const character = Buffer.from(bytes).toString('utf8')
  return character.includes('\ufffd') ? { character: '%', length: 1 } : { character, length: bytes.length * 3 }
}

function byteAt(text: string, index: number): number | null {
  const escape = text.slice(index, index + 3)
  return /^%[0-9A-Fa-f]{2}$/.test(escape) ? Number.parseInt(escape.slice(1), 16) : null
}
