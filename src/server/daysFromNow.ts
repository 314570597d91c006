/** A moment so many days on, as ISO text. */
export const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
