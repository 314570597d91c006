/** An API token as whoever made it sees it: `account` is a name, null for the platform's. Times as ISO 8601. Client-safe. */
export type OwnToken = { id: string; name: string; prefix: string; account: string | null; lastUsedAt: string | null }
