import { isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'
import { PatchbayError } from '../errors.ts'
import { memoize } from '../memoize.ts'

/** `host` in lower case and punycode, IPv6 in brackets; a wildcard stands for one label or more in front of `host`. */
export type HostPattern = { host: string; isWildcard: boolean; port: number }

const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/
const PARTS = /^(\*\.)?(\[[0-9a-fA-F:.]+\]|[^:[\]/@?#\\\s%*]+)(?::([0-9]{1,5}))?$/

/**
 * `host`, `host:port` or `*.host`; without a port 443 is meant.
 * A wildcard needs two labels behind it: `*.com` would be everybody. Throws `invalid_row`.
 */
export const parseHostPattern = (pattern: string): HostPattern => parsed(pattern)

const parsed = memoize(parse)

function parse(pattern: string): HostPattern {
  const parts = PARTS.exec(pattern)
  if (!parts) throw refuse(pattern, 'It is not of the form host, host:port or *.host.')
  const [, star, rawHost = '', rawPort] = parts
  const isWildcard = star !== undefined
  const port = rawPort === undefined ? 443 : Number(rawPort)
  if (port < 1 || port > 65_535) throw refuse(pattern, 'The port is not between 1 and 65535.')
  if (rawHost.startsWith('[')) {
    if (isWildcard || !isIPv6(rawHost.slice(1, -1))) throw refuse(pattern, 'The IPv6 address is not valid.')
    return { host: new URL(`http://${rawHost}`).hostname, isWildcard, port }
  }
  const host = domainToASCII(rawHost)
  if (!NAME.test(host)) throw refuse(pattern, 'The host name is not valid.')
  const lastLabel = host.slice(host.lastIndexOf('.') + 1)
  if (isWildcard && (!host.includes('.') || /^\d+$/.test(lastLabel))) throw refuse(pattern, 'A wildcard needs a domain of at least two labels behind it.')
  return { host, isWildcard, port }
}

const refuse = (pattern: string, reason: string): PatchbayError =>
  new PatchbayError('invalid_row', { message: `The host pattern ${JSON.stringify(pattern.slice(0, 100))} is not understood. ${reason}`, hint: 'Write api.example.com, api.example.com:8443 or *.example.com.' })
