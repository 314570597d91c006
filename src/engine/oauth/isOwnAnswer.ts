import type { OAuthEndpoints } from './resolveEndpoints.ts'

type Question = { endpoints: OAuthEndpoints; /** What the callback said of its sender; null = nothing. */ iss: string | null }

/**
 * Against answers mixed up between services (RFC 9700 section 4.4, RFC 9207): compared letter by letter where the issuer
 * is known, asked for where one was announced. Where the row names none, it has to be of the place people are sent to,
 * or that tokens come from.
 */
export function isOwnAnswer({ endpoints: { issuer, sendsIssuer, authorizationUrl, tokenUrl }, iss }: Question): boolean {
  if (iss === null) return !sendsIssuer
  if (issuer !== null) return iss === issuer
  return URL.canParse(iss) && [authorizationUrl, tokenUrl].some((url) => url !== null && isOfPlace({ sender: new URL(iss), place: new URL(url) }))
}

/** The same host, or one that has one label more or less: sign-in.acme.example speaks for acme.example, and no sibling for another. */
function isOfPlace({ sender, place }: { sender: URL; place: URL }): boolean {
  if (sender.protocol !== place.protocol || sender.port !== place.port) return false
  const [a, b] = [sender.hostname, place.hostname]
  return a === b || isBelow({ host: a, above: b }) || isBelow({ host: b, above: a })
}

/** Nothing is below a name of one label, or an address: whole registries would be one place. */
const isBelow = ({ host, above }: { host: string; above: string }): boolean =>
  /\.[a-z][a-z0-9-]*$/.test(above) && host.endsWith(`.${above}`) && !host.slice(0, -above.length - 1).includes('.')
