import { blurTitle } from './readChecklist.ts'

const titleAt = /(?:\b(?:test|it|describe)(?:\.\w+)*\(|\)\()\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g

/** The titles of groups, tests and steps that a test file writes out, with what varies as `…`. */
export function listTitles(source: string): Set<string> {
  return new Set([...source.matchAll(titleAt)].map(([, single, double, template]) => blurTitle((single ?? double ?? template ?? '').replace(/\\(.)/g, '$1'))))
}
