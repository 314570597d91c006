import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { freezeDeep } from './freezeDeep.ts'

const maxRows = 500
const known = new Map<string, { text: string; compiled: CompiledProvider }>()

/**
 * A compiled row from its text. As long as the text stays the same it is the same object, which all accounts share: it
 * is read once and kept once, whatever the number of answers that hold it. Nobody can change it.
 */
export function readCompiledText({ id, text }: { id: string; text: string }): CompiledProvider {
  const earlier = known.get(id)
  if (earlier?.text === text) return earlier.compiled
  const compiled = freezeDeep(JSON.parse(text) as CompiledProvider)
  known.delete(id)
  known.set(id, { text, compiled })
  if (known.size > maxRows) known.delete(known.keys().next().value!)
  return compiled
}
