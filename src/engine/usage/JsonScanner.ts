/** A step down into a document: what to look at below a key, and whether the value there is wanted. */
export type ScanNode = { children: Map<string, ScanNode>; /** The pointer that ends here. */ pointer: string | null }

type Frame = { node: ScanNode; isObject: boolean; /** A list of documents, where each element stands for itself. */ isList: boolean; awaitsKey: boolean; index: number; child: ScanNode | undefined }
type Settings = { root: ScanNode; onNumber: (pointer: string, value: number) => void; onDocument: () => void }

const quote = 34
const backslash = 92
/** Longer than any number or key that is looked for. */
const maxText = 100
const isNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * Finds numbers at given places in JSON that streams by, without keeping any of it: what lies beside the way to those
 * places is only counted through to its end. Takes one document after another, and a list of documents for those in it.
 * Numbers in strings count as numbers. What is no JSON finds nothing and harms nothing.
 */
export class JsonScanner {
  #settings: Settings
  #frames: Frame[] = []
  /** How many levels deep within something nobody looks for. */
  #skipped = 0
  #string: 'key' | 'value' | 'other' | null = null
  #isEscaped = false
  #text = ''

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** The document ends here, whole or not. */
  reset(): void {
    if (this.#frames.length > 0) this.#settings.onDocument()
    this.#frames = []
    this.#skipped = 0
    this.#string = null
    this.#isEscaped = false
    this.#text = ''
  }

  feed(bytes: Buffer): void {
    // Looked for once and not in each string, nor after each escape: a body may be one long string after another, or a
    // string of nothing but escapes.
    let slashAt = positionOf({ bytes, byte: backslash, from: 0 })
    let quoteAt = -1
    for (let at = 0; at < bytes.length; at += 1) {
      if (this.#string === null) {
        this.#step(bytes[at] as number)
        continue
      }
      if (slashAt < at) slashAt = positionOf({ bytes, byte: backslash, from: at })
      if (quoteAt < at) quoteAt = positionOf({ bytes, byte: quote, from: at })
      at = this.#passString({ bytes, at, end: Math.min(slashAt, quoteAt) })
    }
  }

  /** Goes on within a string; answers the place of the last byte that was looked at. */
  #passString({ bytes, at, end }: { bytes: Buffer; at: number; end: number }): number {
    if (this.#isEscaped) {
      this.#isEscaped = false
      return at
    }
    if (this.#string !== 'other' && this.#text.length <= maxText) this.#text += bytes.toString('latin1', at, Math.min(end, at + maxText + 1))
    if (end === bytes.length) return end
    if (bytes[end] === backslash) {
      this.#isEscaped = true
      // No key or number that is looked for is written with one.
      if (this.#text.length <= maxText) this.#text += '\\'
    } else this.#endString()
    return end
  }

  #endString(): void {
    const frame = this.#frames.at(-1)
    if (this.#string === 'key' && frame !== undefined) frame.child = frame.node.children.get(this.#text)
    if (this.#string === 'value') this.#endNumber()
    this.#string = null
    this.#text = ''
  }

  #endNumber(): void {
    const pointer = this.#frames.at(-1)?.child?.pointer ?? null
    if (pointer !== null && this.#text.length <= maxText && isNumber.test(this.#text)) this.#settings.onNumber(pointer, Number(this.#text))
    this.#text = ''
  }

  #step(byte: number): void {
    const isOpening = byte === 123 || byte === 91
    const isClosing = byte === 125 || byte === 93
    if (byte === quote) return this.#beginString()
    if (this.#skipped > 0) {
      if (isOpening) this.#skipped += 1
      else if (isClosing) this.#skipped -= 1
      return
    }
    const frame = this.#frames.at(-1)
    if (isOpening) return this.#open({ frame, isObject: byte === 123 })
    if (frame === undefined) return
    if (isClosing || byte === 44) this.#endNumber()
    if (isClosing) this.#close()
    else if (byte === 44) next(frame)
    else if (byte === 58) frame.awaitsKey = false
    else if (frame.child?.pointer != null && byte > 32 && this.#text.length <= maxText) this.#text += String.fromCharCode(byte)
  }

  #beginString(): void {
    const frame = this.#skipped > 0 ? undefined : this.#frames.at(-1)
    this.#text = ''
    this.#string = frame?.awaitsKey === true ? 'key' : frame?.child?.pointer != null ? 'value' : 'other'
  }

  #open({ frame, isObject }: { frame: Frame | undefined; isObject: boolean }): void {
    const { root } = this.#settings
    const isList = frame === undefined && !isObject
    const node = frame === undefined ? root : frame.child
    if (node === undefined || node.children.size === 0) this.#skipped = 1
    else this.#frames.push({ node, isObject, isList, awaitsKey: isObject, index: 0, child: isObject ? undefined : isList ? root : node.children.get('0') })
  }

  #close(): void {
    this.#frames.pop()
    const frame = this.#frames.at(-1)
    if (frame === undefined || frame.isList) this.#settings.onDocument()
  }
}

/** The end of the bytes where there is none (any more). */
function positionOf({ bytes, byte, from }: { bytes: Buffer; byte: number; from: number }): number {
  if (bytes[from] === byte) return from
  const found = bytes.indexOf(byte, from)
  return found === -1 ? bytes.length : found
}

function next(frame: Frame): void {
  frame.index += 1
  frame.awaitsKey = frame.isObject
  if (frame.isObject) frame.child = undefined
  else if (!frame.isList) frame.child = frame.node.children.get(String(frame.index))
}
