import { compilePattern } from './compilePattern.ts'

/**
 * Whether the text holds a match of a row's pattern (RE2, linear time; anchors are the pattern's own). Client-safe,
 * but it brings the matcher along (65 kB gzip): in a page load it with a dynamic import.
 *
 * @throws PatchbayError `invalid_row` for a pattern that no checked row can hold
 */
export const matchesPattern = (pattern: string, text: string): boolean => compilePattern(pattern).test(text)
