'use client'
import { Button, Drawer, useForm, useModal } from '@payloadcms/ui'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'

const DryRunPanel = dynamic(() => import('./DryRunPanel.tsx').then((module) => module.DryRunPanel))
const slug = 'row-dry-run'

/** Opens the panel that tries the row as it stands in the form. */
export const DryRunButton = () => {
  const { openModal, isModalOpen } = useModal()
  const { getData } = useForm()
  const [draft, setDraft] = useState<unknown>(null)
  const text = panelMessages().catalogTools.dryRun
  const open = (): void => {
    setDraft(getData())
    openModal(slug)
  }
  return (
    <>
      <Button buttonStyle="secondary" margin={false} onClick={open} size="medium" type="button">{text.open}</Button>
      <Drawer slug={slug} title={text.title}>{isModalOpen(slug) && <DryRunPanel draft={draft} />}</Drawer>
    </>
  )
}
