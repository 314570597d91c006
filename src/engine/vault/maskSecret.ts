const nothing = '••••'
const longestPrefix = 8
const tailLength = 4

/**
 * A recognisable mask such as `sk-…AbCd`: the prefix up to the last separator within the first 8 characters, and the last
 * four when the value has at least 16 characters. Never shows more than 8 characters, nor more than a third of the value;
 * keys of several lines (PEM) show nothing.
 */
export function maskSecret(value: string): string {
  const text = value.trim()
  if (text === '' || /[\r\n]/.test(text) || text.startsWith('-----BEGIN')) return nothing
  const characters = Array.from(text)
  const shownMost = Math.min(longestPrefix, Math.floor(characters.length / 3))
  const tail = characters.length >= 16 ? characters.slice(-tailLength).join('') : ''
  const room = shownMost - (tail === '' ? 0 : tailLength)
  const prefix = findPrefix(characters, room) || (tail === '' ? '' : cutPrefix(characters, room))
  if (prefix === '' && tail === '') return nothing
  return `${prefix}…${tail}`
}

const isSeparator = (character: string): boolean => /[-_.:]/.test(character)

/** Vendors' prefixes end in a separator (`sk-`, `re_`); without one the first characters are part of the secret. */
const findPrefix = (characters: string[], room: number): string => characters.slice(0, characters.slice(0, room).findLastIndex(isSeparator) + 1).join('')

/** A prefix that is longer than there is room for (`xoxb-`) is still recognised by its beginning. */
const cutPrefix = (characters: string[], room: number): string => (characters.slice(0, longestPrefix).some(isSeparator) ? characters.slice(0, room).join('') : '')
