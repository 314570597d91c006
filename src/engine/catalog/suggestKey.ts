/** Longest key a row may have. */
const maxLength = 63

/** A provider key made of a name: “Acme Mail 2” → `acme-mail-2`; empty when the name has no letter to begin with. Client-safe. */
export const suggestKey = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, maxLength)
    .replace(/-+$/, '')
