import { callApi } from '../callApi.ts'

type Row = { key: string; name: string; patterns: string[] }
type Answer = { hasNextPage: boolean; docs: { key: string; name: string; authMethods?: { fields?: { secret?: boolean; pattern?: string | null }[] }[] }[] }

const query = new URLSearchParams({ limit: '200', depth: '0', 'select[key]': 'true', 'select[name]': 'true', 'select[authMethods]': 'true' })
let reading: Promise<Row[]> | null = null

/** The forms of all providers' secrets, read once a page. Without them nothing is recognised, and nothing breaks. */
export function readKeyPatterns(): Promise<Row[]> {
  reading ??= readPages(1).catch(() => [])
  return reading
}

async function readPages(page: number): Promise<Row[]> {
  const { docs, hasNextPage } = await callApi<Answer>({ method: 'GET', path: `/integration-providers?${query}&page=${page}` })
  const rows = docs.map(toRow).filter((row) => row.patterns.length > 0)
  return hasNextPage ? [...rows, ...(await readPages(page + 1))] : rows
}

function toRow({ key, name, authMethods }: Answer['docs'][number]): Row {
  const fields = (authMethods ?? []).flatMap((method) => method.fields ?? [])
  return { key, name, patterns: fields.flatMap((field) => (field.secret !== false && field.pattern ? [field.pattern] : [])) }
}
