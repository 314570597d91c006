'use client'

import { TextareaInput, useField } from '@payloadcms/ui'
import type { TextareaFieldClientComponent } from 'payload'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { ProblemLine } from './ProblemLine.tsx'

/** What two lines of a card hold. */
const bestLength = 80

export const DescriptionField: TextareaFieldClientComponent = ({ field, path: givenPath }) => {
  const words = panelMessages().editor
  const { path, value, setValue, showError, customComponents } = useField<string>({ potentiallyStalePath: givenPath })
  const length = [...(value ?? '').trim()].length
  const note = <div className="field-description">{words.hints.description} <span className={length > bestLength ? 'provider-count provider-over' : 'provider-count'}>{words.hints.descriptionCount(length, bestLength)}</span></div>
  return (
    <TextareaInput
      AfterInput={<ProblemLine path={path} />} Description={note} Error={customComponents?.Error} label={field.label ?? 'Description'} onChange={(event) => setValue(event.target.value)}
      path={path} required rows={2} showError={showError} value={value ?? ''}
    />
  )
}
