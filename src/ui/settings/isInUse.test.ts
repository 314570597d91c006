import { expect, it } from 'vitest'
import type { Impact } from '../patchbayApi.ts'
import { isInUse } from './isInUse.ts'

const unused: Impact = { flows: [], channels: [], tokens: [], tokenCount: 0, calls30d: 0 }

it.each<[string, Partial<Impact>]>([
  ['a flow', { flows: [{ name: 'x' }] }],
  ['a channel', { channels: [{ name: 'x' }] }],
  ['a token', { tokens: [{ name: 'x' }], tokenCount: 1 }],
  ['a token the reader may not know by name', { tokenCount: 1 }],
  ['a call', { calls30d: 1 }],
])('is in use by %s', (_name, change) => {
  expect([isInUse(unused), isInUse({ ...unused, ...change })]).toEqual([false, true])
})
