import { literalPrefixes } from './literalPrefixes.ts'
import { matchesPattern } from './matchesPattern.ts'

type Row = { key: string; name: string; patterns: string[] }

/** A shorter beginning (`r_`, a lone letter) says nothing about who made a key. */
const MIN_PREFIX_LENGTH = 3

/** The frame of a key file is everybody's. */
const isFrame = (prefix: string): boolean => prefix.startsWith('-----')

/**
 * Whose key this is, going by the patterns of all rows (the one being connected included). Only patterns that begin
 * with plain text count, and the longest beginning wins, so that `sk-ant-…` is not taken for `sk-…`. Two providers
 * with an equally long beginning: nobody can tell, null. Runs locally; client-safe.
 */
export function recognizeKey({ value, rows }: { value: string; rows: Row[] }): { key: string; name: string } | null {
  let best: { key: string; name: string } | null = null
  let bestLength = MIN_PREFIX_LENGTH - 1
  for (const row of rows) {
    for (const pattern of row.patterns) {
      const length = Math.max(0, ...literalPrefixes(pattern).filter((prefix) => value.startsWith(prefix) && !isFrame(prefix)).map((prefix) => prefix.length))
      if (length < MIN_PREFIX_LENGTH || length < bestLength || !matchesPattern(pattern, value)) continue
      if (length > bestLength) best = { key: row.key, name: row.name }
      else if (best !== null && best.key !== row.key) best = null
      bestLength = length
    }
  }
  return best
}
