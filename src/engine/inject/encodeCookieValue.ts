import { encodeUrlValue } from './encodeUrlValue.ts'

/** Everything but cookie-octet of RFC 6265 section 4.1.1. */
const notCookieOctet = /[^\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+/gu

/**
 * Makes a value safe between `name=` and `;`. Characters a cookie may hold stay as they are, `%` and `=` too: session
 * values are mostly copied from a browser, where they are encoded already, and few services decode twice.
 */
export const encodeCookieValue = ({ name, value }: { name: string; value: string }): string => {
  encodeUrlValue({ name, value })
  return value.replace(notCookieOctet, (text) => encodeURIComponent(text))
}
