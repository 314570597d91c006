import type { Range } from './Range.ts'
import { compiledShapes } from './tokenShapes.ts'

/** Places of well-known token shapes, private keys in PEM form, and credentials inside addresses. */
export function findShapes(text: string): Range[] {
  return [...findTokens(text), ...findPrivateKeys(text), ...findAddressCredentials(text)]
}

const findTokens = (text: string): Range[] =>
  compiledShapes.flatMap(({ pattern }) => Array.from(text.matchAll(pattern), ({ index, 0: found }): Range => [index, index + found.length]))

const pemBegin = /-----BEGIN(?:[ +A-Z0-9]|%20){1,60}PRIVATE(?:[ +A-Z]|%20){1,20}-----/g
const pemEnd = /-----END(?:[ +A-Z0-9]|%20){1,60}-----/g

/** Also without its end: a key that was cut off is still most of a key. */
export function findPrivateKeys(text: string): Range[] {
  const ranges: Range[] = []
  pemBegin.lastIndex = 0
  for (let begin = pemBegin.exec(text); begin; begin = pemBegin.exec(text)) {
    pemEnd.lastIndex = pemBegin.lastIndex
    const end = pemEnd.exec(text)
    const stop = end ? pemEnd.lastIndex : text.length
    ranges.push([begin.index, stop])
    pemBegin.lastIndex = stop
  }
  return ranges
}

// Both bounded, and each begins at a `://` only.
const userAndPassword = /:\/\/[^\s/:@?#"'<>]{0,256}:([^\s/@"'<>]{1,512})@/g
const tokenAsUser = /:\/\/([^\s/:@?#"'<>]{16,512})@/g
const oauthCode = /[?&]code=(?=[^\s&]{0,64}\d)([A-Za-z0-9/_.~%-]{16,})/g

/** Passwords before the `@` of an address, tokens in the place of its user, and the one-time code of an OAuth redirect. */
export const findAddressCredentials = (text: string): Range[] =>
  [userAndPassword, tokenAsUser, oauthCode].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (found): Range => {
      const end = found.index + found[0].length - (pattern === oauthCode ? 0 : 1)
      return [end - found[1]!.length, end]
    }),
  )
