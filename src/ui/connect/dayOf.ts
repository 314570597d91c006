const two = (n: number): string => String(n).padStart(2, '0')

/** The local day of a moment as a date input writes it: `2026-12-31`. */
export const dayOf = (moment: Date): string => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
