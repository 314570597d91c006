/**
 * What became of a credential that was revoked or deleted, in two facts: when it was destroyed here, and what the
 * provider was told. queued: it will be, by the worker · unsupported: it offers no way · failed: it did not take it.
 * Client-safe.
 */
export type Revocation = {
  /** ISO 8601. */
  destroyedAt: string
  provider: ProviderRevocation
  /** Since when the second fact is final; null while it is queued. */
  endedAt: string | null
}

export type ProviderRevocation = 'revoked' | 'queued' | 'unsupported' | 'failed'
