/**
 * Sets one parameter of a query string or urlencoded form and drops every other spelling of it (`%61pi_key`, repeats).
 * The other parameters keep their bytes and order: signed query strings depend on it. `value` is encoded already.
 */
export function replaceParameter({ text, name, value }: { text: string; name: string; value: string }): string {
  const others = text.split('&').filter((part) => part !== '' && nameOf(part) !== name)
  return [...others, `${encodeURIComponent(name)}=${value}`].join('&')
}

/** Decoded the way receivers do: `+` is a space and a broken escape stays as it is (WHATWG URL section 5.1). */
const nameOf = (part: string): string | undefined => new URLSearchParams(part).keys().next().value
