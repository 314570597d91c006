export type SecretForm = {
  text: string
  /** Found only where no letter or digit touches it: too short to be told from a part of a word. */
  isDelimited: boolean
  /** Letters of a neighbour may carry a few bits of it: one character on each side goes too. */
  isBase64: boolean
}

const shortest = 6
// Escapers agree on & < > and differ in the quotes; some leave them.
const htmlQuotes = ['&quot;', '&#34;', '"']
const htmlApostrophes = ['&#39;', '&#x27;', '&apos;', "'"]

/**
 * Every form in which a known secret may turn up in a text: raw, line by line, URL-, form-, JSON- and HTML-escaped,
 * hex, and base64 at each of the three alignments it can have inside a longer run (`user:secret`). Longest first.
 */
export function secretForms(known: Iterable<string>): SecretForm[] {
  const forms = new Map<string, SecretForm>()
  const add = (text: string, isBase64 = false): void => {
    if (text.length >= shortest && !'[redacted]'.includes(text) && !forms.has(text)) forms.set(text, { text, isDelimited: false, isBase64 })
  }
  for (const given of known) {
    const value = given.trim()
    if (value.length < shortest) {
      if (value !== '') forms.set(value, { text: value, isDelimited: true, isBase64: false })
      continue
    }
    for (const text of [given, value, ...longLines(value)]) {
      for (const form of escapedForms(text.toWellFormed())) add(form)
      add(text)
      for (const form of base64Forms(Buffer.from(text, 'utf8'))) add(form, true)
    }
  }
  return [...forms.values()].sort((a, b) => b.text.length - a.text.length)
}

/** A log may hold one line of a key file without the others. */
const longLines = (value: string): string[] => (value.includes('\n') ? value.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith('-----')) : [])

function escapedForms(text: string): string[] {
  const hex = Buffer.from(text, 'utf8').toString('hex')
  const url = encodeURIComponent(text)
  const form = new URLSearchParams([['', text]]).toString().slice(1)
  const percent = [url, encodeURI(text), form, form.replaceAll('+', '%20'), encodeURIComponent(url)]
  const json = jsonForms(text)
  return [...percent, ...percent.map(lowerEscapes), ...json, ...json.map((one) => JSON.stringify(one).slice(1, -1)), ...htmlForms(text), hex, hex.toUpperCase()]
}

const lowerEscapes = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())

function jsonForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const escape = (pattern: RegExp, from: string): string => from.replace(pattern, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const ascii = escape(/[\u007f-\uffff]/g, json)
  // Script tags and page payloads also escape the characters of HTML.
  const html = escape(/[<>&'\u2028\u2029]/g, json)
  return [json, json.replaceAll('/', '\\/'), ascii, ascii.replace(/\\u[0-9a-f]{4}/g, (unit) => `\\u${unit.slice(2).toUpperCase()}`), html]
}

function htmlForms(text: string): string[] {
  const named = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return htmlQuotes.flatMap((quote) => htmlApostrophes.map((apostrophe) => named.replace(/["']/g, (mark) => (mark === '"' ? quote : apostrophe))))
}

/** Only characters that depend on the secret alone: those sharing bits with what stands before or after are left out. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const core = encoded.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + bytes.length) * 8) / 6))
    return [core, core.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(core), lowerEscapes(encodeURIComponent(core))]
  })
}
