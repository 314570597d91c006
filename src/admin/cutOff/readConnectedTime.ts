/** Moments as the API takes them; left out = no limit on that side. */
export type ConnectedTime = { from?: string; until?: string }

/** Two days of the reader's own clock, both included, as moments; null where the last comes before the first. */
export function readConnectedTime({ first, last }: { first: string; last: string }): ConnectedTime | null {
  const from = first === '' ? undefined : new Date(`${first}T00:00`)
  const until = last === '' ? undefined : new Date(`${last}T00:00`)
  // The day after, also where the clock is changed in between.
  until?.setDate(until.getDate() + 1)
  if ([from, until].some((one) => one !== undefined && Number.isNaN(one.getTime())) || (from && until && from >= until)) return null
  return { ...(from && { from: from.toISOString() }), ...(until && { until: until.toISOString() }) }
}
