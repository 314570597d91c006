import { JsonScanner, type ScanNode } from './JsonScanner.ts'
import type { MeteredFacts } from './MeteredFacts.ts'
import type { UsagePointers } from './UsagePointers.ts'

const newline = 10
/** Beyond these an answer is not believed. */
const largest: Record<keyof MeteredFacts, number> = { tokensIn: 1_000_000_000, tokensOut: 1_000_000_000, cost: 1_000_000 }
const factNames = ['tokensIn', 'tokensOut', 'cost'] as const

type Plan = { root: ScanNode; alternatives: Record<keyof MeteredFacts, string[][]> }

// Worked out once for a compiled row, which is kept as long as it is in use.
const plans = new WeakMap<UsagePointers, Plan>()

/** Reads what a call took out of an answer as it streams by: JSON, several documents of it, or an event stream. */
export class FactReader {
  #plan: Plan
  #scanner: JsonScanner
  #isEventStream: boolean
  /** Of the document that is being read, by pointer. */
  #found = new Map<string, number>()
  /** Of all documents so far: the last one that says it counts, since services repeat themselves or add up. */
  #facts: Partial<MeteredFacts> = {}
  /** First bytes of the line, as long as it is open which kind of line it is. */
  #line: string | null = ''
  #isData = false

  constructor({ usage, isEventStream }: { usage: UsagePointers; isEventStream: boolean }) {
    const plan = plans.get(usage) ?? planOf(usage)
    plans.set(usage, plan)
    this.#plan = plan
    this.#isEventStream = isEventStream
    this.#scanner = new JsonScanner({ root: plan.root, onNumber: (pointer, value) => void this.#found.set(pointer, value), onDocument: () => this.#endDocument() })
  }

  feed(bytes: Buffer): void {
    if (this.#isEventStream) this.#feedLines(bytes)
    else this.#scanner.feed(bytes)
  }

  /** null when nothing was said. */
  end(): MeteredFacts | null {
    this.#scanner.reset()
    return Object.keys(this.#facts).length === 0 ? null : { tokensIn: 0, tokensOut: 0, cost: 0, ...this.#facts }
  }

  /** Only what `data:` lines hold; an empty line ends an event. */
  #feedLines(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      const lineEnd = bytes.indexOf(newline, at)
      const end = lineEnd === -1 ? bytes.length : lineEnd
      at = this.#beginLine({ bytes, at, end })
      if (this.#isData) this.#scanner.feed(bytes.subarray(at, end))
      if (lineEnd !== -1) {
        if (this.#line?.trim() === '') this.#scanner.reset()
        this.#line = ''
        this.#isData = false
      }
      at = end + 1
    }
  }

  /** Where the line goes on once its kind is known. */
  #beginLine({ bytes, at, end }: { bytes: Buffer; at: number; end: number }): number {
    if (this.#line === null) return at
    const needed = 'data:'.length - this.#line.length
    this.#line += bytes.toString('latin1', at, Math.min(end, at + needed))
    if (this.#line.length < 'data:'.length) return end
    this.#isData = this.#line === 'data:'
    this.#line = null
    return Math.min(end, at + needed)
  }

  #endDocument(): void {
    if (this.#found.size === 0) return
    for (const name of factNames) {
      const pointers = this.#plan.alternatives[name].find((all) => all.some((one) => this.#found.has(one)))
      if (pointers === undefined) continue
      const sum = pointers.reduce((total, one) => total + (this.#found.get(one) ?? 0), 0)
      if (sum >= 0 && sum <= largest[name]) this.#facts[name] = name === 'cost' ? sum : Math.round(sum)
    }
    this.#found.clear()
  }
}

function planOf(usage: UsagePointers): Plan {
  const root: ScanNode = { children: new Map(), pointer: null }
  const split = (entries: string[]): string[][] => entries.map((entry) => entry.split(' + '))
  const alternatives = { tokensIn: split(usage.tokensIn), tokensOut: split(usage.tokensOut), cost: split(usage.cost) }
  for (const pointer of Object.values(alternatives).flat(2)) {
    let node = root
    for (const part of pointer.slice(1).split('/')) {
      // Keys are compared byte by byte, as they stand in the answer.
      const key = Buffer.from(part.replaceAll('~1', '/').replaceAll('~0', '~')).toString('latin1')
      const child: ScanNode = node.children.get(key) ?? { children: new Map(), pointer: null }
      node.children.set(key, child)
      node = child
    }
    node.pointer = pointer
  }
  return { root, alternatives }
}
