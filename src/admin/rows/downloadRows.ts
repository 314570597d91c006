import { callApi } from '#src/ui/callApi.ts'

/** Saves rows as a JSON file that an import takes: those of the keys, or all. */
export async function downloadRows(keys?: string[]): Promise<void> {
  const query = keys === undefined ? '' : `?keys=${keys.map(encodeURIComponent).join(',')}`
  const rows = await callApi<{ providers: unknown[] }>({ method: 'GET', path: `/integration-providers/export${query}` })
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(rows, null, 2)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = keys?.length === 1 ? `${keys[0]}.json` : 'providers.json'
  link.click()
  URL.revokeObjectURL(url)
}
