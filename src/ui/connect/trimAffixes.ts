type Affixes = { prefix?: string | undefined; suffix?: string | undefined }

/** Takes the fixed text around a field off a value that was pasted with it, and what an address has behind it. */
export function trimAffixes({ value, prefix, suffix }: Affixes & { value: string }): string {
  const start = prefix !== undefined && value.toLowerCase().startsWith(prefix.toLowerCase()) ? value.slice(prefix.length) : value
  if (suffix === undefined) return start
  // People copy whole addresses, also where the row shows only the end of the host.
  const plain = suffix.startsWith('.') ? start.replace(/^https?:\/\//i, '') : start
  const at = plain.toLowerCase().indexOf(suffix.toLowerCase())
  const isEnd = at > 0 && /^(?:$|[/?#:])/.test(plain.slice(at + suffix.length))
  return isEnd ? plain.slice(0, at) : start
}
