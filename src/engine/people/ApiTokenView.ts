/** What a list shows of an API token. Times as ISO 8601. */
export type ApiTokenView = { id: string; name: string; prefix: string; scopes: string[]; madeBy: string | null; createdAt: string; lastUsedAt: string | null; expiresAt: string | null; isExpired: boolean }
