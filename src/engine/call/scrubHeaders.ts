import { echoedForms, shortestForm } from './echoedForms.ts'

/**
 * Takes the credential out of answer headers. A service that redirects to its own address with the path or query it
 * was called with would otherwise show a credential that was injected there to whoever made the call.
 */
export function scrubHeaders({ headers, secrets }: { headers: [name: string, value: string][]; secrets: string[] }): [name: string, value: string][] {
  // Most headers of an answer are shorter than a key: then no form of it needs to be worked out.
  const shortest = shortestForm(secrets)
  if (!headers.some(([, value]) => value.length >= shortest)) return headers
  const forms = echoedForms(secrets)
  return headers.map(([name, value]) => [name, forms.reduce((text, form) => (text.includes(form) ? text.replaceAll(form, '[redacted]') : text), value)])
}
