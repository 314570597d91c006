import { expect, it } from 'vitest'
import { sayMoney } from './sayMoney.ts'

it.each([
  [12_345.67, 'US$12,345.67'],
  [1, 'US$1.00'],
  [0.5, 'US$0.50'],
  [0.0123, 'US$0.012'],
  [0.00012, 'US$0.00012'],
  [0.000_000_4, 'US$0.0000004'],
  [0, 'US$0.00'],
])('%d is %s', (dollars, words) => expect(sayMoney(dollars)).toBe(words))
