import type { PatchbayError } from '../errors.ts'
import type { TestOutcome } from './explainTest.ts'

type Fault = { name: string; host: string; error: PatchbayError; timeoutMs: number }

/** Plain words for a test request that got no answer. The credential was not judged, whatever the fault. */
export function explainFault({ name, host, error, timeoutMs }: Fault): Omit<TestOutcome, 'latencyMs'> {
  const untested = 'Your key was not tested. Try again, or save it unverified.'
  const sentences: Partial<Record<PatchbayError['code'], string>> = {
    provider_timeout: `${host} did not answer in ${timeoutMs / 1000} seconds. ${untested}`,
    provider_unreachable: `We could not reach ${host}. ${untested}`,
    response_too_large: `${name} answered the test with more than 1 MB. ${untested}`,
    host_not_allowed: `${name} points to an address the platform does not allow (${host}). Ask your platform admin.`,
    host_consent_required: `${name} now uses ${host}, which this connection’s owner has not agreed to. An account admin can agree in Settings → Integrations.`,
    provider_unavailable: error.message,
  }
  const code = error.code === 'response_too_large' ? 'provider_error' : error.code
  return { ok: false, code, message: sentences[error.code] ?? error.message, scopes: null }
}
