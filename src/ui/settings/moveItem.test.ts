import fc from 'fast-check'
import { expect, it } from 'vitest'
import { moveItem } from './moveItem.ts'

it('takes one item to its place and keeps the others in theirs', () => {
  expect(moveItem({ items: ['a', 'b', 'c', 'd'], from: 0, to: 2 })).toEqual(['b', 'c', 'a', 'd'])
  expect(moveItem({ items: ['a', 'b', 'c', 'd'], from: 3, to: 0 })).toEqual(['d', 'a', 'b', 'c'])
})

it('loses and doubles nothing, wherever it is told to go', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer(), { maxLength: 8 }), fc.integer({ min: -2, max: 9 }), fc.integer({ min: -2, max: 9 }), (items, from, to) => {
    const moved = moveItem({ items, from, to })
    const rest = (list: number[]) => list.filter((one) => one !== items[from])
    expect([...moved].sort()).toEqual([...items].sort())
    expect(rest(moved)).toEqual(rest(items))
  }))
})
