type Kind = 'text' | 'number' | 'statuses' | 'words' | 'value'

/** What was typed as what the row holds; '' and [] mean nothing. What is no number stays text, for the check to say so. */
export function parsePart({ kind, text }: { kind: Kind; text: string }): unknown {
  const tidy = text.trim()
  if (kind === 'text') return text
  if (kind === 'number') return tidy === '' ? '' : toNumber(tidy)
  if (kind === 'value') return tidy === '' ? '' : parseLiteral(tidy)
  const words = text.split(',').map((one) => one.trim()).filter((one) => one !== '')
  return kind === 'words' ? words : words.map(toNumber)
}

/** The other way round. */
export function writePart({ kind, value }: { kind: Kind; value: unknown }): string {
  if (value === undefined || (value === null && kind !== 'value')) return ''
  if (Array.isArray(value)) return value.map(String).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const toNumber = (text: string): number | string => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)

function parseLiteral(text: string): unknown {
  if (text === 'true' || text === 'false' || text === 'null') return JSON.parse(text)
  return toNumber(text)
}
