/** At most `max` characters, cut between words and with "…" where something is missing. */
export function shortenText({ text, max }: { text: string; max: number }): string {
  const chars = [...text.trim()]
  if (chars.length <= max) return chars.join('')
  const cut = chars.slice(0, max - 1).join('')
  const end = cut.lastIndexOf(' ')
  return `${(end > max / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:.–-]+$/u, '')}…`
}
