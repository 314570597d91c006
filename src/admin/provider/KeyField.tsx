'use client'

import { TextInput, useDocumentInfo, useField, useFormFields } from '@payloadcms/ui'
import type { TextFieldClientComponent } from 'payload'
import { useEffect, useRef } from 'react'
import { suggestKey } from '#src/engine/catalog/suggestKey.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { ProblemLine } from './ProblemLine.tsx'

/** Follows the name until somebody types a key or saves; after that nothing changes it. */
export const KeyField: TextFieldClientComponent = ({ field, path: givenPath }) => {
  const { id } = useDocumentInfo()
  const words = panelMessages().editor
  const { path, value, setValue, showError, customComponents } = useField<string>({ potentiallyStalePath: givenPath })
  const name = useFormFields(([fields]) => fields['name']?.value as string | undefined)
  const isSaved = id !== undefined
  const suggested = useRef('')
  useEffect(() => {
    if (isSaved || (value ?? '') !== suggested.current) return
    const next = suggestKey(name ?? '')
    if (next === suggested.current) return
    suggested.current = next
    setValue(next)
  }, [isSaved, name, value, setValue])
  return (
    <TextInput
      AfterInput={<ProblemLine path={path} />} Error={customComponents?.Error} description={isSaved ? words.hints.keyFixed : words.hints.key} label={field.label ?? 'Key'} onChange={(event: { target: { value: string } }) => setValue(event.target.value)}
      path={path} readOnly={isSaved} required showError={showError} value={value ?? ''}
    />
  )
}
