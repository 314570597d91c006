/** The provider's name, or the first free "Name 2", "Name 3"… beside the names that are taken (letter case aside). */
export function suggestName({ name, taken }: { name: string; taken: string[] }): string {
  const used = new Set(taken.map((one) => one.trim().toLowerCase()))
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${name} ${n}`
    if (!used.has(candidate.toLowerCase())) return candidate
  }
}
