import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import { callApi } from '#src/ui/callApi.ts'

/** What saving this row would touch; without a row, what hangs on the provider. */
export const readImpact = async ({ id, draft }: { id: string; draft?: unknown }): Promise<ProviderImpact> =>
  (await callApi<{ impact: ProviderImpact }>({ method: 'POST', path: `/integration-providers/${id}/impact`, body: draft === undefined ? {} : { provider: draft } })).impact
