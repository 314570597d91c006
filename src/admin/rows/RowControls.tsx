'use client'
import { useDocumentInfo } from '@payloadcms/ui'
import { DryRunButton } from './DryRunButton.tsx'
import { UsageDialog } from './UsageDialog.tsx'

/** Beside the Save button of a row: try it. The dialogs of the menu live here, since a menu unmounts what it holds. */
export const RowControls = () => {
  const { id } = useDocumentInfo()
  return (
    <>
      <DryRunButton />
      {id !== undefined && <UsageDialog id={String(id)} />}
    </>
  )
}
