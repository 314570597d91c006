/** Longer texts are nobody's usual ones, and would take room from those. */
const maxLength = 256

/**
 * Remembers what a pure function made of a text, for at most `max` texts; the oldest gives way. Only for texts that are
 * no secrets, such as what a row says, and for outcomes that nobody changes. A throw is not remembered.
 */
export function memoize<Made>(make: (text: string) => Made, max = 1_000): (text: string) => Made {
  const known = new Map<string, { made: Made }>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found.made
    const made = make(text)
    if (text.length > maxLength) return made
    known.set(text, { made })
    if (known.size > max) known.delete(known.keys().next().value as string)
    return made
  }
}
