import { findEscaped } from './findEscaped.ts'
import { findKnown } from './findKnown.ts'
import { findNamed } from './findNamed.ts'
import { findShapes } from './findShapes.ts'
import { mergeRanges } from './Range.ts'
import { secretForms, type SecretForm } from './secretForms.ts'

/** Longest text that comes out, in UTF-16 units; the rest is dropped and the text says so. */
export const maxRedactedLength = 65_536

const marker = '[redacted]'
/** Begins a line of its own, so that it is not read as the value of a name just before the cut. */
const cutMarker = `\n[cut after ${maxRedactedLength / 1024} kB]`
/** Looked at beyond the cut, so that a secret lying across it is still recognised. */
const lookaheadLength = 8192

/** `redactText` for many texts and the same known secrets: their forms are worked out once, and kept as long as the function is. */
export function createRedactor(known: Iterable<string> = []): (text: string) => string {
  const forms = secretForms(known)
  const longest = forms[0]?.text.length ?? 0
  return (text) => {
    let given = text
    // A removed secret leaves a boundary behind which a further shape may show: until nothing changes, which is soon.
    for (let turn = 0; turn < 4; turn += 1) {
      const next = redactOnce({ text: given, forms, windowLength: maxRedactedLength + Math.max(lookaheadLength, longest) })
      if (next === given) break
      given = next
    }
    return given
  }
}

function redactOnce({ text, forms, windowLength }: { text: string; forms: readonly SecretForm[]; windowLength: number }): string {
  const scanned = text.slice(0, windowLength)
  const ranges = mergeRanges([...findKnown(scanned, forms), ...findEscaped(scanned, forms), ...findShapes(scanned), ...findNamed(scanned)])
  const pieces: string[] = []
  let at = 0
  for (const [start, end] of ranges) {
    pieces.push(scanned.slice(at, start), marker)
    at = end
  }
  pieces.push(scanned.slice(at))
  return cut(pieces, text.length > windowLength)
}

/** Whole markers or none: half a marker would read as text. */
function cut(pieces: string[], isLonger: boolean): string {
  const whole = pieces.join('')
  if (whole.length <= maxRedactedLength && !isLonger) return whole
  let room = maxRedactedLength - cutMarker.length
  let out = ''
  for (const piece of pieces) {
    const part = piece === marker && room < marker.length ? '' : piece.slice(0, room)
    out += part
    room -= part.length
    if (part.length < piece.length) break
  }
  return out + cutMarker
}
