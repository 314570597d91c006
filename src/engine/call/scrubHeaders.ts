/** Shorter ones would be found by chance in lengths and dates. */
const minLength = 6

/**
 * Takes the credential out of answer headers. A service that redirects to its own address with the path or query it
 * was called with would otherwise show a credential that was injected there to whoever made the call.
 */
export function scrubHeaders({ headers, secrets }: { headers: [name: string, value: string][]; secrets: string[] }): [name: string, value: string][] {
  const forms = [...new Set(secrets.filter((one) => one.length >= minLength).flatMap(formsOf))].sort((a, b) => b.length - a.length)
  return headers.map(([name, value]) => [name, forms.reduce((text, form) => (text.includes(form) ? text.replaceAll(form, '[redacted]') : text), value)])
}

/** As it is, in base64, percent-encoded, and percent-encoded but for the colon (as in paths). */
function formsOf(secret: string): string[] {
  const base64 = [Buffer.from(secret, 'utf8').toString('base64'), Buffer.from(secret, 'utf8').toString('base64url')]
  if (!/[^A-Za-z0-9_.~-]/.test(secret)) return [secret, ...base64]
  const encoded = encodeURIComponent(secret.toWellFormed())
  return [secret, ...base64, encoded, encoded.replaceAll('%3A', ':'), encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())]
}
