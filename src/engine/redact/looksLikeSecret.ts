import { findAddressCredentials, findPrivateKeys } from './findShapes.ts'
import { isSensitiveName } from './isSensitiveName.ts'
import { compiledShapes } from './tokenShapes.ts'

const longestText = 65_536
const assigned = /(?<![\w.-])([A-Za-z][\w.-]{2,80})[ \t]{0,2}[=:][ \t]{0,2}["'`]?([A-Za-z0-9+/=_~-]{20,200})/g

/**
 * Names the kind of secret a text holds (`secret key (sk_live_)`), or null. For fields stored as plain text: precise
 * shapes only, so that ids, addresses, commit hashes, names and made-up examples (`re_xxxxxxxx`) pass. Client-safe.
 */
export function looksLikeSecret(text: string): string | null {
  const given = text.slice(0, longestText)
  if (findPrivateKeys(given).length > 0) return 'private key (PEM)'
  for (const { kind, pattern } of compiledShapes) {
    for (const [found] of given.matchAll(pattern)) if (!isExample(found)) return kind
  }
  if (findAddressCredentials(given).some(([start, end]) => !isExample(given.slice(start, end)))) return 'address with a password'
  for (const [, name, value] of given.matchAll(assigned)) {
    if (isSensitiveName(name!) && /\d/.test(value!) && /[A-Za-z]/.test(value!) && !isExample(value!)) return `value of ${name}`
  }
  return null
}

/** Documentation shows keys made of one letter, or spells out that they are not real. */
function isExample(found: string): boolean {
  const tail = found.slice(-16)
  return new Set(tail).size < 6 || /x{6}|\*{3}|\.{3}|…|example|your[-_]?|placeholder|redacted|\{\{|\$\{/i.test(found)
}
