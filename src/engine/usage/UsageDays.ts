/** How often something was used lately: calls, and times its credential was handed out. Client-safe. */
export type UsageDays = {
  /** In the last 30 days. */
  month: number
  /** Each of the last seven days (UTC), today last. */
  week: number[]
}
