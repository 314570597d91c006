/** The last second of a local day (`2026-12-31`): a key that ends on that day still works on it. Null for no day. */
export function endOfDay(day: string): Date | null {
  const [year, month, date] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(day)?.slice(1).map(Number) ?? []
  if (year === undefined || month === undefined || date === undefined) return null
  const end = new Date(year, month - 1, date, 23, 59, 59)
  return end.getMonth() === month - 1 ? end : null
}
