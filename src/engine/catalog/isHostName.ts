/**
 * Whether a text is one plain host name in lower case as RFC 1123 section 2.1 has it: labels of letters, digits and
 * inner hyphens, at least two of them, at most 253 characters, the last label not a number (that would be an IPv4 address in one of its
 * spellings). Nothing of URL syntax (`/ @ : # ? \ %`), no leading, trailing or doubled dot can pass.
 */
export const isHostName = (text: string): boolean =>
  text.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text)
