import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync } from '@swc/core'

type Node = Record<string, unknown> & { type?: string }
type Look = { node: unknown; isInFunction: boolean; asking: ReadonlySet<string>; report: (fault: string) => void }

const folders = ['src/ui', 'src/admin', 'src/app/(tenant)']
const spokenAttributes = new Set(['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label', 'text'])
const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassMethod', 'MethodProperty', 'Constructor'])
/** They answer for the person a page is made for, so what a module keeps of them it shows to everyone. */
const readersWords = ['messages', 'panelMessages', 'currentReader', 'translateSentence']
const listMethods = new Set(['map', 'flatMap', 'filter', 'forEach', 'reduce', 'sort', 'toSorted', 'find', 'some', 'every'])
const hasWord = (text: string): boolean => /\p{L}{2}/u.test(text)
const isSentence = (text: string): boolean => /^\p{Lu}\p{Ll}+(?:[ ,]+[\p{L}\d’“”„'-]+)+[.…?:]?$/u.test(text)

/** Sentences stand in src/messages, in every language, and are asked for while rendering. Returns the faults. */
export const checkWords = (root: string): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .flatMap((path) => findWords(readFileSync(join(root, path), 'utf8')).map((fault) => `${path}: ${fault}`)),
  )

/** What in one source file speaks to people by itself, or asks for their words too early. */
export function findWords(source: string): string[] {
  const faults: string[] = []
  const module = parseSync(source, { syntax: 'typescript', tsx: true })
  look({ node: module, isInFunction: false, asking: findAsking(module.body), report: (fault) => faults.push(fault) })
  return faults
}

/** The reader's words, and the module's own functions that ask for them, such as `const text = () => messages().shell`. */
function findAsking(body: unknown[]): ReadonlySet<string> {
  const asking = new Set(readersWords)
  const declared = body.flatMap((one) => declarationsOf((one as Node)['declaration'] ?? one))
  for (let before = 0; before !== asking.size; ) {
    before = asking.size
    for (const { name, node } of declared) if (functions.has(String((node as Node).type)) && calls({ node, asking })) asking.add(name)
  }
  return asking
}

function declarationsOf(node: unknown): { name: string; node: unknown }[] {
  const one = node as Node
  if (one.type === 'FunctionDeclaration') return [{ name: nameOf(one['identifier']), node: one }]
  if (one.type !== 'VariableDeclaration') return []
  return (one['declarations'] as Node[]).flatMap((each) => (each['init'] == null ? [] : [{ name: nameOf(each['id']), node: each['init'] }]))
}

function calls({ node, asking }: { node: unknown; asking: ReadonlySet<string> }): boolean {
  if (node === null || typeof node !== 'object') return false
  const one = node as Node
  return (one.type === 'CallExpression' && asking.has(nameOf(one['callee']))) || Object.values(one).some((child) => calls({ node: child, asking }))
}

function look({ node, isInFunction, asking, report }: Look): void {
  if (Array.isArray(node)) return node.forEach((one: unknown) => look({ node: one, isInFunction, asking, report }))
  if (node === null || typeof node !== 'object') return
  const one = node as Node
  if (one.type === 'ImportDeclaration' || one.type?.startsWith('Ts') || (one.type === 'ExportNamedDeclaration' && one['source'] != null)) return
  judge({ one, isInFunction, asking, report })
  // What is handed to `map` runs there and then.
  const isAtOnce = one.type === 'CallExpression' && listMethods.has(nameOf((one['callee'] as Node)['property']))
  for (const child of Object.values(one)) for (const inner of isAtOnce ? unwrap(child) : [child]) look({ node: inner, isInFunction: isInFunction || functions.has(one.type ?? ''), asking, report })
}

function judge({ one, isInFunction, asking, report }: Omit<Look, 'node'> & { one: Node }): void {
  const say = (text: string): void => report(`“${text.trim().slice(0, 80)}” is written here; sentences stand in src/messages`)
  const text = textOf(one)
  if (one.type === 'JSXText' && hasWord(text)) say(text)
  else if (one.type === 'JSXAttribute' && spokenAttributes.has(nameOf(one['name'])) && hasWord(textOf(one['value']))) say(textOf(one['value']))
  else if (one.type === 'JSXExpressionContainer' && hasWord(textOf(one['expression'])) && isSentence(textOf(one['expression']))) say(textOf(one['expression']))
  else if ((one.type === 'StringLiteral' || one.type === 'TemplateLiteral') && isSentence(text)) say(text)
  if (one.type === 'CallExpression' && !isInFunction && asking.has(nameOf(one['callee']))) report(`${nameOf(one['callee'])}() is asked while the module loads; ask it while rendering`)
}

/** The bodies of functions among arguments, instead of the functions. */
const unwrap = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.flatMap((argument) => { const given = (argument as Node | null)?.['expression'] as Node | undefined; return given?.type !== undefined && functions.has(given.type) ? [given['body']] : [argument] }) : [value]

const nameOf = (node: unknown): string => String((node as Node | null)?.['value'] ?? '')

/** The literal text of a node, `…` where something is filled in; empty where it has none. */
function textOf(node: unknown): string {
  const one = node as Node | null | undefined
  if (one?.type === 'StringLiteral' || one?.type === 'JSXText') return String(one['value'])
  if (one?.type === 'TemplateLiteral') return (one['quasis'] as Node[]).map((part) => String(part['cooked'] ?? '')).join('…')
  return one?.type === 'JSXExpressionContainer' ? textOf(one['expression']) : ''
}
