import { cleanPaste } from '#src/engine/catalog/cleanPaste.ts'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { parsePastedFields } from '#src/engine/catalog/parsePastedFields.ts'
import { messages } from '#src/messages/messages.ts'
import type { FieldNote } from './ConnectFormState.ts'
import { trimAffixes } from './trimAffixes.ts'

export type Pasted = { values: Record<string, string>; about: Partial<FieldNote> }

type Question = { field: ProviderField; fields: ProviderField[]; provider: { key: string; name: string }; text: string; /** The paste replaces all that stands in the field. */ isWhole: boolean }

const maxNames = 6

/** What a paste means: one value, cleaned; or several fields at once. Null where it is the person's own affair. */
export function readPaste({ field, fields, provider, text, isWhole }: Question): Pasted | null {
  const block = parsePastedFields({ text, fields, provider })
  const found = block === null ? [] : fields.flatMap((one) => takeValue({ field: one, value: block.values[one.name] }))
  const placed = Object.keys(block?.values ?? {})
  const isOnlyThis = block?.unmatched.length === 0 && placed.length === 1 && placed[0] === field.name
  // A value that is none of a field's options is left out like a name that fits no field.
  const refused = fields.filter((one) => placed.includes(one.name) && !found.some((other) => other.field === one)).map((one) => one.label)
  if (block !== null && !isOnlyThis) return describeBlock({ found, unmatched: [...refused, ...block.unmatched], text })
  if (!isWhole) return null
  const cleaned = cleanPaste(text)
  const value = trimAffixes({ value: cleaned.value, prefix: field.prefix, suffix: field.suffix })
  return { values: { [field.name]: value }, about: { removed: cleaned.removed, pasted: canBeHadBack(cleaned.removed) ? text : null } }
}

/** Spaces and line breaks at the ends are never part of a value; a quotation mark may be. */
const canBeHadBack = (removed: string[]): boolean => removed.some((what) => !['spaces', 'line breaks', 'invisible characters'].includes(what))

type Found = { field: ProviderField; value: string }

function takeValue({ field, value }: { field: ProviderField; value: string | undefined }): Found[] {
  if (value === undefined) return []
  if (field.options === null) return [{ field, value: trimAffixes({ value, prefix: field.prefix, suffix: field.suffix }) }]
  const option = field.options.find((one) => [one.value, one.label].some((name) => name.toLowerCase() === value.toLowerCase()))
  return option === undefined ? [] : [{ field, value: option.value }]
}

function describeBlock({ found, unmatched, text }: { found: Found[]; unmatched: string[]; text: string }): Pasted {
  const words = messages().connect
  const names = [...unmatched.slice(0, maxNames), ...(unmatched.length > maxNames ? [words.further(unmatched.length - maxNames)] : [])]
  if (found.length === 0) return { values: {}, about: { said: words.noneFits(names), pasted: text } }
  const filled = words.filled(found.map(({ field }) => field.label))
  return { values: Object.fromEntries(found.map(({ field, value }) => [field.name, value])), about: { said: names.length === 0 ? filled : `${filled} ${words.unused(names)}` } }
}
