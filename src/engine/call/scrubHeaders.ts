import { echoedForms } from './echoedForms.ts'

/**
 * Takes the credential out of answer headers. A service that redirects to its own address with the path or query it
 * was called with would otherwise show a credential that was injected there to whoever made the call.
 */
export function scrubHeaders({ headers, secrets }: { headers: [name: string, value: string][]; secrets: string[] }): [name: string, value: string][] {
  const forms = echoedForms(secrets)
  return headers.map(([name, value]) => [name, forms.reduce((text, form) => (text.includes(form) ? text.replaceAll(form, '[redacted]') : text), value)])
}
