/** What a token endpoint gave, normalised. In memory only, never logged, never sent on. */
export type TokenGrant = {
  accessToken: string
  refreshToken: string | null
  expiresInSeconds: number | null
  /** What was granted, where the answer says. */
  scopes: string[] | null
  /** Values of plain fields that the row takes from the answer. */
  captured?: Record<string, string>
}
