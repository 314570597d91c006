import { useCallback, useEffect, useState } from 'react'
import type { RowHistoryPage } from '#src/engine/catalog/RowHistoryPage.ts'
import { callApi } from '#src/ui/callApi.ts'

type State = { page: RowHistoryPage | null; error: unknown; isLoadingOlder: boolean }

/** The versions of a row as far as they were asked for: `load` begins anew, `loadOlder` adds the next page. */
export function useRowHistory(id: string) {
  const [state, setState] = useState<State>({ page: null, error: null, isLoadingOlder: false })
  const fail = useCallback((error: unknown) => setState((now) => ({ ...now, error, isLoadingOlder: false })), [])
  const load = useCallback(() => readPage({ id, after: null }).then((page) => setState({ page, error: null, isLoadingOlder: false }), fail), [id, fail])
  useEffect(() => void load(), [load])

  const { page, isLoadingOlder } = state
  const loadOlder = async (): Promise<void> => {
    if (page === null || page.next === null || isLoadingOlder) return
    setState((now) => ({ ...now, error: null, isLoadingOlder: true }))
    try {
      const older = await readPage({ id, after: page.next })
      setState({ page: { versions: [...page.versions, ...older.versions], next: older.next }, error: null, isLoadingOlder: false })
    } catch (error) {
      fail(error)
    }
  }
  return { ...state, load, loadOlder, fail }
}

const readPage = ({ id, after }: { id: string; after: string | null }): Promise<RowHistoryPage> =>
  callApi<RowHistoryPage>({ method: 'GET', path: `/integration-providers/${id}/history${after === null ? '' : `?after=${after}`}` })
