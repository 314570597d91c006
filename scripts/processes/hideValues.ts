/**
 * A text filter that replaces each of the given secrets, also where it stands URL- or JSON-escaped.
 * Values under 8 characters are left: they would blank out ordinary words.
 */
export function hideValues(secrets: string[]): (text: string) => string {
  const forms = secrets
    .filter((value) => value.length >= 8)
    .flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
  const all = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return (text) => all.reduce((shown, value) => shown.replaceAll(value, '[redacted]'), text)
}
