import { describe, expect, it } from 'vitest'
import { findWords } from './checkWords.ts'

describe('findWords', () => {
  it.each([
    ['text of an element', 'export const A = () => <p>Hello there</p>'],
    ['a label', 'export const A = () => <button aria-label="Close" />'],
    ['a label put together', 'export const A = ({ n }: { n: string }) => <button title={`Close ${n}`} />'],
    ['a sentence in a variable', "export const say = () => 'Nothing was saved.'"],
    ['a sentence as a child', "export const A = () => <p>{'Nothing was saved.'}</p>"],
    ['words asked for while the module loads', "const text = messages().shell\nexport const A = () => <p>{text.nav}</p>"],
    ['words in a list of the module', 'const places = [{ label: messages().shell.nav }]'],
  ])('finds %s', (_what, source) => expect(findWords(source)).not.toEqual([]))

  it.each([
    ['words asked for while rendering', 'const text = () => messages().shell\nexport const A = () => <p aria-label={text().nav}>{text().nav} · 1</p>'],
    ['classes, addresses and codes', "import { x } from './Some.ts'\nexport const A = () => <a className=\"flex Items-center gap-2\" href=\"/marketplace\" data-x=\"Content-Type\">·</a>"],
    ['types', "export type State = 'Ready to go' | 'Not yet'"],
  ])('leaves %s alone', (_what, source) => expect(findWords(source)).toEqual([]))
})
