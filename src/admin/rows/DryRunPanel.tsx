'use client'
import { Button } from '@payloadcms/ui'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { DryRunReport } from '#src/engine/catalog/DryRunReport.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { ApiError } from '#src/ui/ApiError.ts'
import { callApi } from '#src/ui/callApi.ts'
import { DryRunResult } from './DryRunResult.tsx'
import { FaultList } from './FaultList.tsx'
import { listTrialMethods } from './listTrialMethods.ts'
import { problemsOf } from './problemsOf.ts'
import { TrialField } from './TrialField.tsx'

type Outcome = { report: DryRunReport } | { error: unknown } | null

/**
 * Tries a row with a key that is typed for this once. The inputs keep their own values, so that no attribute of the
 * page, no form state and no request but this one holds the key.
 */
export function DryRunPanel({ draft }: { draft: unknown }) {
  const text = panelMessages().catalogTools.dryRun
  const methods = useMemo(() => listTrialMethods(draft), [draft])
  const [chosen, setChosen] = useState(methods[0]?.key)
  const [outcome, setOutcome] = useState<Outcome>(null)
  const [running, setRunning] = useState<AbortController | null>(null)
  const latest = useRef<AbortController | null>(null)
  useEffect(() => () => latest.current?.abort(), [])
  const method = methods.find(({ key }) => key === chosen) ?? methods[0]

  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    // React hands it on to the form of the row, which would save.
    event.stopPropagation()
    if (running !== null) return
    const credentialPayload = Object.fromEntries([...new FormData(event.currentTarget)].filter(([name, value]) => name !== methodName && value !== ''))
    const controller = new AbortController()
    latest.current = controller
    setRunning(controller)
    try {
      setOutcome({ report: await callApi<DryRunReport>({ method: 'POST', path: '/integration-providers/dry-run', body: { provider: draft, authMethod: method?.key, credentialPayload }, signal: controller.signal }) })
    } catch (error) {
      setOutcome(controller.signal.aborted ? null : { error })
    } finally {
      setRunning(null)
    }
  }

  return (
    <div className="row-tools">
      <p>{text.lead}</p>
      <form autoComplete="off" className="row-tools__form" onSubmit={(event) => void send(event)}>
        {methods.length > 1 && (
          <label className="row-tools__field">
            <span>{text.method}</span>
            <select name={methodName} onChange={({ target }) => setChosen(target.value)} value={method?.key}>
              {methods.map(({ key, label }) => <option key={key} value={key}>{label}</option>)}
            </select>
          </label>
        )}
        {method?.takesToken && <TrialField field={{ name: 'accessToken', label: text.accessToken, hint: text.accessTokenHint, secret: true, required: true, example: null, default: null, options: null }} />}
        {method?.fields.map((field) => <TrialField field={field} key={`${method.key} ${field.name}`} />)}
        <div className="row-tools__actions">
          <Button disabled={running !== null} margin={false} type="submit">{running === null ? text.send : text.sending}</Button>
          {running !== null && <Button buttonStyle="secondary" margin={false} onClick={() => running.abort()} type="button">{text.stop}</Button>}
        </div>
      </form>
      <div aria-live="polite">
        {outcome !== null && 'report' in outcome && <DryRunResult report={outcome.report} />}
        {outcome !== null && 'error' in outcome && (
          <>
            {outcome.error instanceof ApiError && outcome.error.code === 'invalid_row' && <p>{text.fixRow}</p>}
            <FaultList problems={problemsOf(outcome.error)} />
          </>
        )}
      </div>
    </div>
  )
}

/** No field of a row can have this name. */
const methodName = '-auth-method'
