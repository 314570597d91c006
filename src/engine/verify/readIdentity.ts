import type { TestRequest } from '../catalog/CompiledProvider.ts'
import { readPointer } from './readPointer.ts'
import { tidyForeignText } from './tidyForeignText.ts'

type Source = { document: unknown; test: TestRequest; secrets: string[] }

/** Who the credential belongs to, as the service says; undefined when the row names no place for it. */
export function readIdentity({ document, test, secrets }: Source): { label: string | null; id: string | null } | undefined {
  if (test.identity === null) return undefined
  const read = (pointer: string | null): string | null => {
    const value = pointer === null ? undefined : readPointer(document, pointer)
    if (typeof value !== 'string' && typeof value !== 'number') return null
    const text = tidyForeignText({ text: String(value), secrets, maxLength: 200 })
    return text === '' ? null : text
  }
  return { label: read(test.identity.label), id: read(test.identity.id) }
}
