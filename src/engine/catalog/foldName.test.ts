import { describe, expect, it } from 'vitest'
import { foldName } from './foldName.ts'

describe('foldName', () => {
  it.each([['Fal.ai', 'falai'], ['  FAL  ai ', 'falai'], ['Crédit Agricole', 'creditagricole'], ['שלום', 'שלום'], ['🚀 ', '🚀'], ['', '']])('gives %s as %s', (name, folded) => {
    expect(foldName(name)).toBe(folded)
  })
})
