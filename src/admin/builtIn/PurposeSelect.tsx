'use client'

import { SelectInput, useDocumentInfo, useField, useFormFields } from '@payloadcms/ui'
import type { SelectFieldClientComponent } from 'payload'
import { useEffect } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { useBuiltInForm } from './useBuiltInForm.ts'

/** Asked only where the provider signs people in through the platform's own OAuth client. */
export const PurposeSelect: SelectFieldClientComponent = ({ path: givenPath }) => {
  const { id } = useDocumentInfo()
  const { path, value, setValue } = useField<string>({ potentiallyStalePath: givenPath })
  const provider = useFormFields(([fields]) => fields['provider']?.value as string | undefined)
  const chosen = useBuiltInForm(provider ?? '')?.provider ?? null
  const text = panelMessages().platform.builtIn
  const only = chosen === null ? null : chosen.clientMethods.length === 0 ? 'credential' : chosen.methods.length === 0 ? 'client' : null
  useEffect(() => {
    if (id === undefined && only !== null && value !== only) setValue(only)
  }, [id, only, setValue, value])
  if (chosen === null || (only === 'credential' && value !== 'client')) return null
  const options = [{ value: 'credential', label: text.purposeCredential }, { value: 'client', label: text.purposeClient }].filter((option) => only === null || option.value === only || option.value === value)
  return (
    <SelectInput
      Description={<p className="pb-faint">{text.purposeText}</p>} isClearable={false} label={text.purpose} name={path} options={options} path={path} readOnly={id !== undefined} value={value ?? 'credential'}
      onChange={(option) => setValue(String((option as { value?: unknown } | null)?.value ?? 'credential'))}
    />
  )
}
