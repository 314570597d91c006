import type { Range } from './Range.ts'
import type { SecretForm } from './secretForms.ts'

/** Every place, overlapping ones too, where one of the forms stands. */
export function findKnown(text: string, forms: readonly SecretForm[]): Range[] {
  return forms.flatMap((form) => findForm(text, form))
}

function findForm(text: string, { text: form, isDelimited, isBase64 }: SecretForm): Range[] {
  const ranges: Range[] = []
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) {
    const end = at + form.length
    if (isDelimited && (isWordCharacter(text[at - 1]) || isWordCharacter(text[end]))) continue
    const last = ranges.at(-1)
    // Joined on the spot: in a flood of one character the form begins everywhere.
    if (last && at <= last[1]) last[1] = end
    else ranges.push(isBase64 ? [isBase64Character(text[at - 1]) ? at - 1 : at, end] : [at, end])
    if (isBase64) ranges.at(-1)![1] = skipBase64Rest(text, end)
  }
  return ranges
}

/** One character that shares bits with the secret, and the padding. */
function skipBase64Rest(text: string, from: number): number {
  let end = from
  if (isBase64Character(text[end])) end += 1
  while (text[end] === '=' && end < from + 3) end += 1
  return end
}

const isWordCharacter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character)
const isBase64Character = (character: string | undefined): boolean => character !== undefined && /[A-Za-z0-9+/_-]/.test(character)
