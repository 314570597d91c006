import type { AuthMethodType } from '#src/engine/catalog/CompiledProvider.ts'
import type { EditorWords } from '#src/messages/enEditor.ts'

type Field = { name: string; label: string; secret: boolean; required: boolean }
type Place = { in: string; name: string; value: string }

export type NewMethod = { key: string; label: string; fields: Field[]; inject: Place[] }

/** A method that works as it stands, for the usual service: whoever needs another header changes a word of it. */
export function methodDefaults({ type, taken, words }: { type: AuthMethodType; taken: string[]; words: EditorWords['adder'] }): NewMethod {
  const secret = (name: string, label: string): Field => ({ name, label, secret: true, required: true })
  const fields: Partial<Record<AuthMethodType, Field[]>> = {
    api_key: [secret('apiKey', words.keyLabel)],
    bearer: [secret('token', words.tokenLabel)],
    basic: [{ ...secret('username', words.userLabel), secret: false }, secret('password', words.passwordLabel)],
    custom: [secret('apiKey', words.keyLabel)],
  }
  const places: Partial<Record<AuthMethodType, Place[]>> = {
    api_key: [{ in: 'header', name: 'X-Api-Key', value: '{{apiKey}}' }],
    bearer: [{ in: 'header', name: 'Authorization', value: 'Bearer {{token}}' }],
    basic: [{ in: 'header', name: 'Authorization', value: 'Basic {{basicCredentials}}' }],
    custom: [{ in: 'header', name: 'X-Api-Key', value: '{{apiKey}}' }],
  }
  return { key: freeKey({ base: type.replaceAll('_', '-'), taken }), label: words.types[type], fields: fields[type] ?? [], inject: places[type] ?? [] }
}

function freeKey({ base, taken }: { base: string; taken: string[] }): string {
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? base : `${base}-${n}`
    if (!taken.includes(key)) return key
  }
}
