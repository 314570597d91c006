/** One press of a platform admin that revoked many credentials, and how far the providers are. Client-safe. */
export type RevocationRun = {
  id: string
  /** Of one account, or of one provider, or of all; a time is that in which the connections were made. */
  account: { id: string; name: string } | null
  provider: string | null
  from: string | null
  until: string | null
  askedBy: string | null
  askedAt: string
  /** How many were destroyed here, at once. */
  total: number
  /** What their providers say: told and done · still to be told · without a way to revoke · could not be told. */
  revoked: number
  queued: number
  unsupported: number
  failed: number
}
