import { PatchbayError } from '#src/engine/errors.ts'
import { tidyForeignText } from '#src/engine/verify/tidyForeignText.ts'

/** Codes of RFC 6749 section 4.1.2.1 and of OpenID Connect that mean: nobody agreed. */
const unwilling = new Set(['access_denied', 'consent_required', 'interaction_required', 'login_required', 'account_selection_required', 'user_cancelled_login', 'user_cancelled_authorize', 'user_denied'])
const busy = new Set(['server_error', 'temporarily_unavailable'])

/** What a provider's consent page came back with instead of a code. Its text came by the browser, so that it is a note and nothing more. */
export function explainDenial({ name, error, description }: { name: string; error: string; description: string | null }): PatchbayError {
  const note = tidyForeignText({ text: description ?? error, secrets: [], maxLength: 300 })
  if (unwilling.has(error)) return new PatchbayError('credential_lacks_permission', { message: `${name} was not given permission, so nothing was connected.`, hint: 'Try again and allow it there. Where the service asks for an administrator, ask yours.', note })
  if (busy.has(error)) return new PatchbayError('provider_unreachable', { message: `${name} could not show its consent page just now.`, note })
  return new PatchbayError('provider_error', { message: `${name} refused to show its consent page.`, hint: 'A platform admin should look at the OAuth client and the scopes of this provider.', note })
}
