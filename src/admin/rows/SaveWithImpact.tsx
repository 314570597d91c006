'use client'
import { ConfirmationModal, FormSubmit, toast, useDocumentInfo, useEditDepth, useForm, useFormModified, useHotkey, useModal, useOperation, useTranslation } from '@payloadcms/ui'
import { useRef, useState } from 'react'
import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import type { RowProblem } from '#src/engine/catalog/RowProblem.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { ApiError } from '#src/ui/ApiError.ts'
import { explainFailure } from '#src/ui/explainFailure.ts'
import { goToField } from '../provider/goToField.ts'
import { findRowFaults } from './findRowFaults.ts'
import { ImpactSummary } from './ImpactSummary.tsx'
import { readImpact } from './readImpact.ts'
import { tellFaults } from './tellFaults.tsx'

const slug = 'row-impact'

/** Payload's Save button, which first asks for faults and for what the change touches, and asks back when somebody would notice. */
export const SaveWithImpact = () => {
  const { id } = useDocumentInfo()
  const { submit, getData, setSubmitted } = useForm()
  const { t } = useTranslation()
  const { openModal } = useModal()
  const isChange = useOperation() === 'update'
  const isModified = useFormModified()
  const [isAsking, setIsAsking] = useState(false)
  const [impact, setImpact] = useState<ProviderImpact | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const text = panelMessages().catalogTools.impact
  const isDisabled = isAsking || (isChange && !isModified)
  useHotkey({ cmdCtrlKey: true, editDepth: useEditDepth(), keyCodes: ['s'] }, (event) => {
    event.preventDefault()
    event.stopPropagation()
    button.current?.click()
  })

  const refuse = (faults: RowProblem[]): void => {
    setSubmitted(true)
    tellFaults(faults)
    goToField(faults[0]?.path ?? '')
  }
  const save = async (): Promise<void> => {
    setIsAsking(true)
    try {
      const faults = await findRowFaults({ id: id === undefined ? undefined : String(id), data: getData() })
      if (faults.length > 0) return refuse(faults)
      if (!isChange || id === undefined) return void submit()
      const found = await readImpact({ id: String(id), draft: getData() })
      if (found.isHarmless) return void submit()
      setImpact(found)
      openModal(slug)
    } catch (error) {
      // Faults of the row are told by the save itself, each at its field.
      if (error instanceof ApiError && (error.code === 'invalid_row' || error.code === 'payload_too_large')) return void submit()
      toast.error(`${text.unknown} ${explainFailure(error).message}`)
    } finally {
      setIsAsking(false)
    }
  }

  return (
    <>
      <FormSubmit buttonId="action-save" disabled={isDisabled} onClick={() => void save()} ref={button} size="medium" type="button">{isAsking ? text.working : t('general:save')}</FormSubmit>
      <ConfirmationModal
        body={impact === null ? null : <ImpactSummary impact={impact} />} cancelLabel={text.goOn} className="row-tools__dialog" confirmLabel={text.save} heading={text.heading} modalSlug={slug}
        onConfirm={() => void submit()}
      />
    </>
  )
}
