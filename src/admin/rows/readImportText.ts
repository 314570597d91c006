import { panelMessages } from '#src/messages/panelMessages.ts'

const maxBytes = 5 * 1024 * 1024
const maxRows = 2_000

export type ImportText = { rows: unknown[] } | { fault: string }

/** The rows in a text: one row, a list of rows, or what an export gives. Else a sentence that says what it is instead. */
export function readImportText(given: string): ImportText {
  const text = panelMessages().catalogTools.transfer
  const bytes = new TextEncoder().encode(given).length
  if (bytes > maxBytes) return { fault: text.tooLarge((bytes / 1024 / 1024).toFixed(1)) }
  let document: unknown
  try {
    // A mark that some editors put in front of a file.
    document = JSON.parse(given.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { fault: text.notJson(placeOf({ error, given })) }
  }
  const rows = rowsOf(document)
  if (rows.length === 0) return { fault: text.noRows }
  return rows.length > maxRows ? { fault: text.tooMany(rows.length) } : { rows }
}

function rowsOf(document: unknown): unknown[] {
  if (Array.isArray(document)) return document as unknown[]
  if (document === null || typeof document !== 'object') return []
  const { providers } = document as { providers?: unknown }
  if (Array.isArray(providers)) return providers as unknown[]
  return 'key' in document ? [document] : []
}

/** Browsers say where in words of their own; the number in it is the same. */
function placeOf({ error, given }: { error: unknown; given: string }): string {
  const position = /position (\d+)/.exec(String(error))?.[1]
  if (position === undefined) return ''
  const before = given.slice(0, Number(position)).split('\n')
  return panelMessages().catalogTools.transfer.place(before.length, (before.at(-1)?.length ?? 0) + 1)
}
