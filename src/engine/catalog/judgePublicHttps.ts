import { isHostName } from './isHostName.ts'
import { splitBaseUrl } from './splitBaseUrl.ts'

const PRIVATE_SUFFIXES = ['.local', '.localhost', '.internal', '.lan', '.home.arpa', '.intranet', '.corp']

/** The strict rule for addresses where no egress rules are at hand: https to a public-looking name. */
export function judgePublicHttps(url: string): string | null {
  const parts = splitBaseUrl(url)
  if (parts === null) return 'Must be https://host[:port][/path].'
  if (parts.scheme !== 'https') return 'Must start with https://.'
  if (!isHostName(parts.host)) return 'Must name a public host, not an IP address or a local name.'
  return PRIVATE_SUFFIXES.some((suffix) => parts.host.endsWith(suffix)) ? 'Names a host of a private network.' : null
}
