'use client'
import { Button, ConfirmationModal, toast, useModal } from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'
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
import { useRowHistory } from './useRowHistory.ts'
import { VersionEntry } from './VersionEntry.tsx'

const slug = 'row-restore'
type Asked = { version: RowVersion; impact: ProviderImpact | null }

/** The versions of a row, newest first; one can be compared with the row as it is, and put back. */
export function RowHistory({ id }: { id: string }) {
  const { openModal } = useModal()
  const { page, error, isLoadingOlder, load, loadOlder, fail } = useRowHistory(id)
  const [asked, setAsked] = useState<Asked | null>(null)
  const text = panelMessages().catalogTools

  const ask = async (version: RowVersion): Promise<void> => {
    fail(null)
    try {
      const stored = await callApi<{ version: unknown }>({ method: 'GET', path: `/integration-providers/versions/${version.id}` })
      setAsked({ version, impact: await readImpact({ id, draft: stored.version }) })
    } catch (fault) {
      // A row that would be refused is refused when it is put back, in the same words.
      setAsked({ version, impact: null })
      if (!(fault instanceof ApiError && fault.code === 'invalid_row')) return fail(fault)
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
      fail(fault)
    }
  }

  return (
    <>
      <div aria-live="polite">
        {error !== null && <FaultList problems={problemsOf(error)} />}
        {page === null && error === null && <p className="row-tools__working">{text.history.loading}</p>}
        {page?.versions.length === 0 && <p>{text.history.none}</p>}
      </div>
      {page !== null && <Versions onRestore={(version) => void ask(version)} versions={page.versions} />}
      {page !== null && page.next !== null && (
        <Button buttonStyle="secondary" margin={false} onClick={() => void loadOlder()} type="button">{isLoadingOlder ? text.history.loadingOlder : text.history.older}</Button>
      )}
      <ConfirmationModal
        body={asked === null ? null : <><ChangeTable changes={asked.version.changesFromCurrent} heads={{ before: text.diff.now, after: text.diff.former }} />{asked.impact !== null && <ImpactSummary impact={asked.impact} />}</>}
        cancelLabel={text.history.keep} className="row-tools__dialog" confirmLabel={text.history.restore} confirmingLabel={text.history.restoring} heading={text.history.confirm} modalSlug={slug} onConfirm={restore}
      />
    </>
  )
}

/** What is added at the end takes the focus, since the button that brought it may be gone. */
function Versions({ versions, onRestore }: { versions: RowVersion[]; onRestore: (version: RowVersion) => void }) {
  const list = useRef<HTMLOListElement>(null)
  const shown = useRef(versions)
  useEffect(() => {
    const before = shown.current
    shown.current = versions
    if (versions.length > before.length && versions[0]?.id === before[0]?.id) (list.current?.children[before.length] as HTMLElement | undefined)?.focus()
  }, [versions])
  return <ol className="row-tools__versions" ref={list}>{versions.map((version) => <VersionEntry key={version.id} onRestore={() => onRestore(version)} version={version} />)}</ol>
}
