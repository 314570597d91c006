import { memoize } from '../memoize.ts'

const DROPPED = new Set([
  // Hop-by-hop (RFC 9110 section 7.6.1).
  'connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade',
  // Would act on Patchbay's own origin in the reader's browser: its cookies, storage, transport, embedding and reports.
  'set-cookie', 'set-cookie2', 'strict-transport-security', 'public-key-pins', 'public-key-pins-report-only', 'expect-ct',
  'alt-svc', 'clear-site-data', 'refresh', 'service-worker-allowed', 'origin-agent-cluster', 'x-frame-options',
  'content-security-policy', 'content-security-policy-report-only', 'x-content-security-policy', 'x-webkit-csp',
  'permissions-policy', 'feature-policy', 'document-policy', 'timing-allow-origin', 'nel', 'report-to', 'reporting-endpoints',
  'accept-ch', 'critical-ch', 'sourcemap', 'x-sourcemap', 'speculation-rules',
  // Would let a cache in front of Patchbay keep what one account was answered (RFC 9213 and its forerunners).
  'cdn-cache-control', 'cloudflare-cdn-cache-control', 'vercel-cdn-cache-control', 'netlify-cdn-cache-control', 'akamai-cache-control', 'edge-control', 'surrogate-control',
  // Would act on a web server in front of Patchbay: these make it send local files instead of the body.
  'x-sendfile', 'x-lighttpd-send-file', 'x-original-url', 'x-rewrite-url',
])
const DROPPED_PREFIXES = ['proxy-', 'access-control-', 'cross-origin-', 'x-patchbay-', 'x-accel-']

/**
 * The provider's headers → those that are passed on, in the same order, names in lower case.
 * Content-Length and Content-Encoding stay: the body is passed on byte for byte.
 */
export function filterResponseHeaders(rawHeaders: readonly (readonly [name: string, value: string])[]): [name: string, value: string][] {
  const named = namedByConnection(rawHeaders)
  const kept: [string, string][] = []
  for (const header of rawHeaders) {
    const { lower, isDropped } = judgeName(header[0])
    if (!isDropped && named?.has(lower) !== true) kept.push([lower, header[1]])
  }
  return kept
}

const judgeName = memoize((name) => {
  const lower = name.toLowerCase()
  return { lower, isDropped: DROPPED.has(lower) || DROPPED_PREFIXES.some((prefix) => lower.startsWith(prefix)) }
})

function namedByConnection(rawHeaders: readonly (readonly [string, string])[]): Set<string> | null {
  let names: Set<string> | null = null
  for (const [name, value] of rawHeaders) {
    if (name.length !== 10 || name.toLowerCase() !== 'connection') continue
    names ??= new Set()
    for (const token of value.split(',')) names.add(token.trim().toLowerCase())
  }
  return names
}
