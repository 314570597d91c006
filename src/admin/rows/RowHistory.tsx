'use client'
import { ConfirmationModal, toast, useModal } from '@payloadcms/ui'
import { useCallback, useEffect, useState } from 'react'
import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import type { RowVersion } from '#src/engine/catalog/RowVersion.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { ApiError } from '#src/ui/ApiError.ts'
import { callApi } from '#src/ui/callApi.ts'
import { ChangeTable } from './ChangeTable.tsx'
import { FaultList } from './FaultList.tsx'
import { ImpactSummary } from './ImpactSummary.tsx'
import { problemsOf } from './problemsOf.ts'
import { readImpact } from './readImpact.ts'
import { VersionEntry } from './VersionEntry.tsx'

const slug = 'row-restore'
type Asked = { version: RowVersion; impact: ProviderImpact | null }

/** The versions of a row, newest first; one can be compared with the row as it is, and put back. */
export function RowHistory({ id }: { id: string }) {
  const { openModal } = useModal()
  const [versions, setVersions] = useState<RowVersion[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const text = panelMessages().catalogTools
  const load = useCallback(
    () => callApi<{ versions: RowVersion[] }>({ method: 'GET', path: `/integration-providers/${id}/history` }).then((answer) => setVersions(answer.versions), setError),
    [id],
  )
  useEffect(() => void load(), [load])

  const ask = async (version: RowVersion): Promise<void> => {
    setError(null)
    try {
      const stored = await callApi<{ version: unknown }>({ method: 'GET', path: `/integration-providers/versions/${version.id}` })
      setAsked({ version, impact: await readImpact({ id, draft: stored.version }) })
    } catch (fault) {
      // A row that would be refused is refused when it is put back, in the same words.
      setAsked({ version, impact: null })
      if (!(fault instanceof ApiError && fault.code === 'invalid_row')) return setError(fault)
    }
    openModal(slug)
  }
  const restore = async (): Promise<void> => {
    if (asked === null) return
    try {
      await callApi({ method: 'POST', path: `/integration-providers/versions/${asked.version.id}` })
      toast.success(text.history.restored)
      await load()
    } catch (fault) {
      setError(fault)
    }
  }

  return (
    <>
      <div aria-live="polite">
        {error !== null && <FaultList problems={problemsOf(error)} />}
        {versions === null && error === null && <p className="row-tools__working">{text.history.loading}</p>}
        {versions?.length === 0 && <p>{text.history.none}</p>}
      </div>
      {versions !== null && <ol className="row-tools__versions">{versions.map((version) => <VersionEntry key={version.id} onRestore={() => void ask(version)} version={version} />)}</ol>}
      <ConfirmationModal
        body={asked === null ? null : <><ChangeTable changes={asked.version.changesFromCurrent} heads={{ before: text.diff.now, after: text.diff.former }} />{asked.impact !== null && <ImpactSummary impact={asked.impact} />}</>}
        cancelLabel={text.history.keep} className="row-tools__dialog" confirmLabel={text.history.restore} confirmingLabel={text.history.restoring} heading={text.history.confirm} modalSlug={slug} onConfirm={restore}
      />
    </>
  )
}
