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
    ['words asked for through a function of the module', 'const text = () => messages().shell\nconst any = { label: text().any }'],
    ['words asked for in a list that is made at once', 'const text = () => messages().mode\nconst modes = ["a"].map((value) => ({ value, label: text()[value] }))'],
    ['words in a list of the module', 'const places = [{ label: messages().shell.nav }]'],
  ])('finds %s', (_what, source) => expect(findWords(source)).not.toEqual([]))

  it.each([
    ['words asked for while rendering', 'const text = () => messages().shell\nexport const A = () => <p aria-label={text().nav}>{text().nav} · 1</p>'],
    ['classes, addresses and codes', "import { x } from './Some.ts'\nexport const A = () => <a className=\"flex Items-center gap-2\" href=\"/marketplace\" data-x=\"Content-Type\">·</a>"],
    ['parts that are loaded later', 'const text = () => messages().mode\nexport const Later = lazy(() => load().then(() => text()))'],
    ['types', "export type State = 'Ready to go' | 'Not yet'"],
  ])('leaves %s alone', (_what, source) => expect(findWords(source)).toEqual([]))
})
