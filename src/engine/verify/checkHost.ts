import { isMark } from '../catalog/agreementOf.ts'
import { matchHost } from '../egress/matchHost.ts'
import { PatchbayError } from '../errors.ts'

type HostQuestion = {
  url: URL
  /** Patterns the row names today, its templates resolved. Narrowing the row acts at once. */
  rowHosts: string[]
  /** Patterns the credential's owner agreed to, bound into its envelope. */
  agreedHosts: string[]
}

/**
 * A credential only travels where the row leads and its owner agreed.
 *
 * @throws PatchbayError `host_not_allowed` (outside the row), `host_consent_required` (outside what was agreed)
 */
export function checkHost({ url, rowHosts, agreedHosts }: HostQuestion): void {
  const host = url.hostname
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port)
  const isCovered = (terms: string[]): boolean => terms.some((term) => !isMark(term) && matchHost({ pattern: term, host, port }))
  if (!isCovered(rowHosts)) throw new PatchbayError('host_not_allowed')
  if (!isCovered(agreedHosts)) throw new PatchbayError('host_consent_required', { message: `The provider now uses ${url.host}, a host that this connection’s owner has not agreed to.` })
}
