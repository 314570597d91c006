import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync } from '@swc/core'

type Node = Record<string, unknown> & { type?: string }
type Look = { node: unknown; isInFunction: boolean; report: (fault: string) => void }

const folders = ['src/ui', 'src/app/(tenant)']
const spokenAttributes = new Set(['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label', 'text'])
const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassMethod', 'MethodProperty', 'Constructor'])
/** They answer for the person a page is made for, so what a module keeps of them it shows to everyone. */
const asking = new Set(['messages', 'currentReader', 'translateSentence'])
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
  look({ node: parseSync(source, { syntax: 'typescript', tsx: true }), isInFunction: false, report: (fault) => faults.push(fault) })
  return faults
}

function look({ node, isInFunction, report }: Look): void {
  if (Array.isArray(node)) return node.forEach((one: unknown) => look({ node: one, isInFunction, report }))
  if (node === null || typeof node !== 'object') return
  const one = node as Node
  if (one.type === 'ImportDeclaration' || one.type?.startsWith('Ts') || (one.type === 'ExportNamedDeclaration' && one['source'] != null)) return
  judge({ one, isInFunction, report })
  for (const child of Object.values(one)) look({ node: child, isInFunction: isInFunction || functions.has(one.type ?? ''), report })
}

function judge({ one, isInFunction, report }: { one: Node; isInFunction: boolean; report: Look['report'] }): void {
  const say = (text: string): void => report(`“${text.trim().slice(0, 80)}” is written here; sentences stand in src/messages`)
  const text = textOf(one)
  if (one.type === 'JSXText' && hasWord(text)) say(text)
  else if (one.type === 'JSXAttribute' && spokenAttributes.has(nameOf(one['name'])) && hasWord(textOf(one['value']))) say(textOf(one['value']))
  else if (one.type === 'JSXExpressionContainer' && hasWord(textOf(one['expression'])) && isSentence(textOf(one['expression']))) say(textOf(one['expression']))
  else if ((one.type === 'StringLiteral' || one.type === 'TemplateLiteral') && isSentence(text)) say(text)
  if (one.type === 'CallExpression' && !isInFunction && asking.has(nameOf(one['callee']))) report(`${nameOf(one['callee'])}() is asked while the module loads; ask it while rendering`)
}

const nameOf = (node: unknown): string => String((node as Node | null)?.['value'] ?? '')

/** The literal text of a node, `…` where something is filled in; empty where it has none. */
function textOf(node: unknown): string {
  const one = node as Node | null | undefined
  if (one?.type === 'StringLiteral' || one?.type === 'JSXText') return String(one['value'])
  if (one?.type === 'TemplateLiteral') return (one['quasis'] as Node[]).map((part) => String(part['cooked'] ?? '')).join('…')
  return one?.type === 'JSXExpressionContainer' ? textOf(one['expression']) : ''
}
