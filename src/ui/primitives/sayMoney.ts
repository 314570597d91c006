import { currentReader } from '#src/messages/currentReader.ts'

/** US dollars as the reader writes them: cents, and of less than a dollar as many places as two figures need. */
export function sayMoney(dollars: number): string {
  const places = dollars >= 1 || dollars <= 0 ? 2 : Math.min(12, Math.max(2, 1 - Math.floor(Math.log10(dollars))))
  return new Intl.NumberFormat(currentReader().locale, { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: places }).format(dollars)
}
