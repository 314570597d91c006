'use client'
import { PopupList, toast, useDocumentInfo, useModal } from '@payloadcms/ui'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { downloadRows } from './downloadRows.ts'
import { usageSlug } from './UsageDialog.tsx'

/** In the menu of a row: who uses it, and its JSON as it is saved. */
export const RowMenu = () => {
  const { openModal } = useModal()
  const { savedDocumentData } = useDocumentInfo()
  const key: unknown = savedDocumentData?.key
  const text = panelMessages().catalogTools
  const exportRow = (): void => void downloadRows([String(key)]).catch(() => toast.error(text.transfer.exportFailed))
  return (
    <>
      <PopupList.Button id="row-usage" onClick={() => openModal(usageSlug)}>{text.impact.menu}</PopupList.Button>
      {typeof key === 'string' && <PopupList.Button id="row-export" onClick={exportRow}>{text.transfer.exportOne}</PopupList.Button>}
    </>
  )
}
