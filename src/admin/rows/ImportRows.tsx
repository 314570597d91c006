'use client'
import { useCallback, useEffect, useState } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { callApi } from '#src/ui/callApi.ts'
import { FaultList } from './FaultList.tsx'
import { ImportPreview } from './ImportPreview.tsx'
import { ImportSource } from './ImportSource.tsx'
import { problemsOf } from './problemsOf.ts'
import type { RowResult } from './RowResult.ts'

export type Planned = { row: unknown; result: RowResult }
type Step =
  | { name: 'source'; error?: unknown; said?: string }
  | { name: 'working'; what: string }
  | { name: 'preview'; planned: Planned[]; said?: string }

const importing = async ({ rows, dryRun }: { rows: unknown[]; dryRun: boolean }): Promise<RowResult[]> =>
  (await callApi<{ results: RowResult[] }>({ method: 'POST', path: '/integration-providers/import', body: { providers: rows, dryRun } })).results

/** Rows in three steps: where from, what would change, done. What is picked goes in whole or not at all. */
export function ImportRows({ from }: { from: 'starters' | null }) {
  const text = panelMessages().catalogTools.transfer
  const [step, setStep] = useState<Step>(from === null ? { name: 'source' } : { name: 'working', what: text.previewing })

  const preview = useCallback(async (rows: unknown[], said?: string): Promise<void> => {
    setStep({ name: 'working', what: panelMessages().catalogTools.transfer.previewing })
    try {
      const results = await importing({ rows, dryRun: true })
      setStep({ name: 'preview', planned: results.map((result, index) => ({ row: rows[index], result })), ...(said === undefined ? {} : { said }) })
    } catch (error) {
      setStep({ name: 'source', error })
    }
  }, [])

  useEffect(() => {
    if (from === null) return
    callApi<{ providers: unknown[] }>({ method: 'GET', path: '/integration-providers/starters' }).then(
      ({ providers }) => (providers.length === 0 ? setStep({ name: 'source', said: panelMessages().catalogTools.transfer.noStarters }) : preview(providers)),
      (error: unknown) => setStep({ name: 'source', error }),
    )
  }, [from, preview])

  const apply = async (rows: unknown[]): Promise<void> => {
    setStep({ name: 'working', what: text.applying })
    try {
      const results = await importing({ rows, dryRun: false })
      // All or nothing: somebody changed the catalog since the preview.
      if (results.some(({ action }) => action === 'refused')) return await preview(rows, text.changedMeanwhile)
      setStep({ name: 'source', said: text.done(results.length) })
    } catch (error) {
      setStep({ name: 'source', error })
    }
  }

  return (
    <>
      <div aria-live="polite" role="status">
        {step.name === 'working' && <p className="row-tools__working">{step.what}</p>}
        {step.name !== 'working' && step.said !== undefined && <p className="row-tools__done">{step.said}</p>}
      </div>
      {step.name === 'source' && step.error !== undefined && <FaultList problems={problemsOf(step.error)} />}
      {/* It stays, so that what was pasted is still there after a look at the preview. */}
      <div hidden={step.name !== 'source'}><ImportSource onRows={(rows) => void preview(rows)} /></div>
      {step.name === 'preview' && <ImportPreview onApply={(rows) => void apply(rows)} onBack={() => setStep({ name: 'source' })} planned={step.planned} />}
    </>
  )
}
