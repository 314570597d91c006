/**
 * How long the steps of a refresh may take. The exchange ends well before its lease, so that its answer is stored while
 * nobody else may ask; whoever waits, waits a little longer than an exchange.
 */
export const refreshTimes = {
  leaseSeconds: 60,
  exchangeMs: 20_000,
  waitMs: 25_000,
  /** How long an answer is held in memory while the database is away. After the lease another may have asked, which the fence tells. */
  saveMs: 300_000,
  /** After a new token was fetched because a call was refused: no second one for the same reason. */
  betweenRefusalsMs: 60_000,
} as const
