import type { RowProblem } from './RowProblem.ts'

const MAX_DEPTH = 40
const MAX_VALUES = 50_000
const MAX_TEXT_LENGTH = 20_000
const MAX_TOTAL_LENGTH = 1_000_000

/** Keys that would reach into every object of the process when copied carelessly. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

type Visit = { value: unknown; path: string; depth: number }

/**
 * Looks over an untrusted value before anything recursive touches it: depth, number of values, lengths, keys that
 * mean something to JavaScript itself. Walks with its own stack, so nesting cannot exhaust the call stack.
 */
export function findHostileShape(input: unknown): RowProblem | null {
  const pending: Visit[] = [{ value: input, path: '', depth: 0 }]
  let visited = 0
  let totalLength = 0
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    const { value, path, depth } = visit
    visited += 1
    if (visited + pending.length > MAX_VALUES) return { path: '', reason: `The row holds more than ${MAX_VALUES} values.` }
    if (depth > MAX_DEPTH) return { path, reason: `Nested deeper than ${MAX_DEPTH} levels.` }
    if (typeof value === 'string') {
      totalLength += value.length
      if (value.length > MAX_TEXT_LENGTH) return { path, reason: `The text has ${value.length} characters; at most ${MAX_TEXT_LENGTH} are allowed.` }
      if (totalLength > MAX_TOTAL_LENGTH) return { path: '', reason: `The row holds more than ${MAX_TOTAL_LENGTH} characters of text.` }
    } else if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value) && value.length > MAX_VALUES) return { path, reason: `The list holds more than ${MAX_VALUES} values.` }
      for (const key of Object.keys(value)) {
        const below = path === '' ? shorten(key) : `${path}.${shorten(key)}`
        if (key.length > 200) return { path: below, reason: 'The key is longer than 200 characters.' }
        if (FORBIDDEN_KEYS.has(key)) return { path: below, reason: 'This key is not allowed.' }
        pending.push({ value: (value as Record<string, unknown>)[key], path: below, depth: depth + 1 })
      }
    }
  }
  return null
}

const shorten = (key: string): string => (key.length > 60 ? `${key.slice(0, 60)}…` : key)
