export type CleanedPaste = {
  value: string
  /** What was taken away, in words for a person, e.g. `['spaces', '“Bearer ”']`. */
  removed: string[]
}

/** Wrappings nobody has made by copying; thousands of quotation marks would be taken off one pair at a time. */
const MAX_ROUNDS = 50

type Step = { label: string; clean: (text: string) => string }

/** Zero-width and formatting characters that chat programs and web pages put into copied text. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g

const steps: Step[] = [
  { label: 'invisible characters', clean: (text) => text.replaceAll(INVISIBLE, '') },
  // A terminal breaks a long key over lines; the indentation of the next line is no part of it either. The look behind
  // keeps a long run of spaces from being searched again from each of them.
  { label: 'line breaks', clean: (text) => text.replaceAll(/(?<![ \t])[ \t]*[\r\n\u2028\u2029][ \t\r\n\u2028\u2029]*/g, '') },
  { label: 'spaces', clean: (text) => text.trim() },
  { label: 'the name before “=”', clean: (text) => text.replace(/^(?:export\s+)?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\s*=\s*(?=\S)/, '') },
  { label: 'the header name', clean: (text) => text.replace(/^(?:authorization|x-api-key|api-key)\s*:\s*(?=\S)/i, '') },
  { label: '“Bearer ”', clean: (text) => text.replace(/^bearer\s+(?=\S)/i, '') },
  { label: 'quotes', clean: stripQuotes },
]

/**
 * Takes from a pasted credential what people copy along with it: spaces, line breaks, quotes, `Bearer `, `NAME=`,
 * zero-width characters. A PEM block keeps its lines. Spaces inside stay: they may belong to a password. Client-safe.
 */
export function cleanPaste(text: string): CleanedPaste {
  const isPem = text.includes('-----BEGIN ')
  const removed = new Set<string>()
  let value = text
  // Wrappings nest (`NAME="Bearer x"`), so the steps repeat until nothing changes; each change shortens the text.
  for (let before: string | null = null, round = 0; before !== value && round < MAX_ROUNDS; round += 1) {
    before = value
    for (const { label, clean } of isPem ? steps.filter((step) => step.label === 'spaces' || step.label === 'quotes') : steps) {
      const after = clean(value)
      if (after !== value) removed.add(label)
      value = after
    }
  }
  return { value, removed: [...removed] }
}

function stripQuotes(text: string): string {
  const wrapped = /^(["'`])(.*)\1[,;]?$/s.exec(text) ?? /^([“‘«])(.*)[”’»][,;]?$/s.exec(text)
  return wrapped?.[2] ?? text
}
