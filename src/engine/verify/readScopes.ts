import type { TestRequest } from '../catalog/CompiledProvider.ts'
import { readPointer } from './readPointer.ts'
import { tidyForeignText } from './tidyForeignText.ts'

type Source = { document: unknown; headers: [name: string, value: string][]; test: TestRequest; secrets: string[] }

/** The scopes the credential has, or null when this answer does not say: some services tell them for some kinds of key only. */
export function readScopes({ document, headers, test, secrets }: Source): string[] | null {
  const place = test.scopes
  if (place === null) return null
  const value = 'header' in place ? headers.find(([name]) => name.toLowerCase() === place.header.toLowerCase())?.[1] : readPointer(document, place.pointer)
  const list = typeof value === 'string' ? value.split(place.separator ?? ' ') : value
  if (!Array.isArray(list)) return null
  return list
    .filter((one) => typeof one === 'string')
    .slice(0, 200)
    .map((one) => tidyForeignText({ text: one, secrets, maxLength: 200 }))
    .filter((one) => one !== '')
}
