'use client'

import { SelectInput, useField, useForm } from '@payloadcms/ui'
import type { SelectFieldClientComponent } from 'payload'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { ProblemLine } from './ProblemLine.tsx'

const statuses = ['live', 'coming_soon', 'hidden', 'deprecated'] as const
type Status = (typeof statuses)[number]

/** What each status means for tenants stands below it. Whoever leaves “deprecated” leaves the replacement behind, too. */
export const StatusField: SelectFieldClientComponent = ({ field, path: givenPath }) => {
  const words = panelMessages().editor
  const { dispatchFields } = useForm()
  const { path, value, setValue } = useField<Status>({ potentiallyStalePath: givenPath })
  const status = value ?? 'live'
  const change = (next: Status) => {
    setValue(next)
    if (next !== 'deprecated') dispatchFields({ type: 'UPDATE', path: 'replacedBy', value: null })
  }
  return (
    <SelectInput
      AfterInput={<ProblemLine path={path} />} Description={<div aria-live="polite" className="field-description">{words.consequences[status]}</div>} isClearable={false} label={field.label} name={path}
      onChange={(option) => change((option as unknown as { value: Status }).value)} options={statuses.map((one) => ({ label: words.statuses[one], value: one }))} path={path} value={status}
    />
  )
}
