/** `titles` are the names of a test's groups, of the test and perhaps of a step in it, as far as the list names them; `…` stands for a part that varies. */
export type TestReference = { path: string; titles: string[] }

export type ChecklistRow = { number: string; text: string; shownBy: TestReference[] }

const separator = ' › '

/** What a template or a table of cases puts into a title varies from case to case. */
export const blurTitle = (title: string): string => title.replace(/\$\{[^}]*\}|%[a-z#]|\$[a-z]\w*/gi, '…')

/** The rows of the tables in docs/ux-checklist.md. A dash in the last column is a row that no test shows yet. */
export function readChecklist(text: string): ChecklistRow[] {
  return text
    .split('\n')
    .map((line) => /^\| (b?\d+) \| (.+?) \| (.+) \|$/.exec(line))
    .filter((found) => found !== null)
    .map(([, number = '', rowText = '', shownBy = '']) => ({ number, text: rowText, shownBy: shownBy.trim() === '–' ? [] : shownBy.split('<br>').map(readReference) }))
}

function readReference(text: string): TestReference {
  const [path = '', ...titles] = text.trim().split(separator)
  return { path, titles: titles.map(blurTitle) }
}

/** The reference as the list writes it. */
export const writeReference = ({ path, titles }: TestReference): string => [path, ...titles].join(separator)
