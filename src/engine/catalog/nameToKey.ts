/** A key that a provider of that name could have: lower case, digits and dashes, beginning with a letter. Client-safe. */
export function nameToKey(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '')
  const key = plain.slice(0, 63).replace(/-+$/, '')
  return key.length < 2 ? `provider${key === '' ? '' : `-${key}`}` : key
}
