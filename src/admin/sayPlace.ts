import { panelMessages } from '#src/messages/panelMessages.ts'

/** What the form calls a part otherwise than by its name, by the list it stands in. */
const ownLabels: Record<string, Record<string, string>> = {
  authMethods: { label: 'methodLabel', key: 'methodKey', test: 'methodTest' },
  fields: { name: 'fieldName', label: 'fieldLabel', helpUrl: 'fieldHelpUrl' },
  inject: { in: 'injectIn', name: 'injectName', value: 'injectValue' },
}

/** Below these, names are the row's own. */
const named = new Set(['services', 'derive', 'headers', 'query'])

/** A place of a row by the labels of the form: `authMethods.0.fields.1.pattern` is “How people connect 1 › Fields 2 › Pattern”. */
export function sayPlace(path: string): string {
  const { labels, structured, rating } = panelMessages().editor
  const said: string[] = []
  let parent: string | null = null
  for (const step of path === '' ? [] : path.split('.')) {
    if (/^\d+$/.test(step) && said.length > 0) {
      said.push(`${said.pop()} ${Number(step) + 1}`)
      continue
    }
    const words: Record<string, unknown> = parent === null || Object.hasOwn(ownLabels, parent) ? labels : structured
    const word = parent !== null && named.has(parent) ? undefined : words[ownLabels[parent ?? '']?.[step] ?? step]
    said.push(typeof word === 'string' ? word : step)
    parent = step
  }
  return said.length === 0 ? rating.wholeRow : said.join(' › ')
}
