/** What a request to Patchbay's own API and pages may carry (docs: limits). Proxied bodies have their own limit. */
export type BodyLimits = {
  /** JSON bodies. */
  maxBytes: number
  /** Provider imports and logo uploads. */
  maxLargeBytes: number
  largePaths: readonly string[]
  /** From the header's end to the body's last byte. */
  deadlineMs: number
}

export const bodyLimits: BodyLimits = {
  maxBytes: 256 * 1024,
  maxLargeBytes: 5 * 1024 * 1024,
  largePaths: ['/api/integration-providers/import', '/api/logos'],
  deadlineMs: 60_000,
}
