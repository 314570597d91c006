const hourMs = 3_600_000

/** Start of the hour (UTC), in milliseconds. */
export const hourOf = (ms: number): number => ms - (ms % hourMs)
