import { readPointer } from './readPointer.ts'
import { tidyForeignText } from './tidyForeignText.ts'

/** Where services commonly put their own words, most telling first. */
const usualPlaces = ['/error/message', '/error_description', '/error/description', '/errors/0/message', '/errors/0/detail', '/errors/0', '/message', '/detail', '/description', '/error', '/title', '/msg', '/reason']

const maxLength = 500

type Words = { text: string | null; document: unknown; errorAt: string | null; secrets: string[] }

/** The service's own explanation, safe to show: one line, redacted, at most 500 characters; undefined when it gave none. */
export function findExplanation({ text, document, errorAt, secrets }: Words): string | undefined {
  const places = errorAt === null ? usualPlaces : [errorAt, ...usualPlaces]
  for (const place of places) {
    const found = readPointer(document, place)
    if (typeof found === 'string' && found.trim() !== '') return tidyForeignText({ text: found, secrets, maxLength })
  }
  const isPlainSentence = document === undefined && text !== null && text.trim() !== '' && text.length <= 2000 && !/^\s*</.test(text)
  return isPlainSentence ? tidyForeignText({ text, secrets, maxLength }) : undefined
}
