import type { RowProblem } from '#src/engine/catalog/RowProblem.ts'
import { callApi } from '#src/ui/callApi.ts'
import { readFormRow } from '../provider/readFormRow.ts'

type Draft = { id: string | undefined; data: Record<string, unknown> }

/** What would keep the row from being saved, asked of the server now. Nothing where it cannot be asked: the save then says. */
export async function findRowFaults({ id, data }: Draft): Promise<RowProblem[]> {
  try {
    const { problems } = await callApi<{ problems: RowProblem[] }>({ method: 'POST', path: '/integration-providers/preview', body: { row: readFormRow(data), ...(id === undefined ? {} : { id }) } })
    // The key follows the name, which stands before it.
    return problems.toSorted((a, b) => Number(b.path === 'name') - Number(a.path === 'name'))
  } catch {
    return []
  }
}
