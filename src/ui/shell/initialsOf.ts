/** Two letters for an avatar: of the first and last word of a name, else of the start of the address. */
export function initialsOf({ name, email }: { name: string; email: string }): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0] ?? email
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  const letters = last === '' ? [...first].slice(0, 2) : [[...first][0], [...last][0]]
  return letters.join('').toUpperCase()
}
