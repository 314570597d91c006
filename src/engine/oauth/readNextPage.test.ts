import { expect, it } from 'vitest'
import { readNextPage } from './readNextPage.ts'

const url = new URL('https://api.acme.example/places?page=1')

it.each<[string | null, string | null]>([
  [null, null],
  ['', null],
  ['<https://api.acme.example/places?page=2>; rel="next"', 'https://api.acme.example/places?page=2'],
  ['<https://api.acme.example/places?page=9>; rel="last", <https://api.acme.example/places?ids=1,2>; rel="next"', 'https://api.acme.example/places?ids=1,2'],
  ['</places?page=2>;title="on"; rel=next, <x>; rel="prev"', 'https://api.acme.example/places?page=2'],
  ['<?page=2>; rel="last Next"', 'https://api.acme.example/places?page=2'],
  ['<https://elsewhere.example/>; rel="next"', 'https://elsewhere.example/'],
  ['<https://api.acme.example/places?page=0>; rel="prev"', null],
  ['<https://api.acme.example/places?page=2>; rel="nextish"', null],
  ['<http://[>; rel="next"', null],
  ['https://api.acme.example/places?page=2; rel="next"', null],
])('%s', (link, expected) => {
  expect(readNextPage({ link, url })?.href ?? null).toBe(expected)
})
