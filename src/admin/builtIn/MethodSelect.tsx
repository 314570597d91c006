'use client'

import { SelectInput, useField, useFormFields } from '@payloadcms/ui'
import type { TextFieldClientComponent } from 'payload'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { useBuiltInForm } from './useBuiltInForm.ts'

/** The auth method, where the provider has several; otherwise there is nothing to ask. */
export const MethodSelect: TextFieldClientComponent = ({ path: givenPath }) => {
  const { path, value, setValue } = useField<string>({ potentiallyStalePath: givenPath })
  const provider = useFormFields(([fields]) => fields['provider']?.value as string | undefined)
  const purpose = useFormFields(([fields]) => fields['purpose']?.value as string | undefined)
  const chosen = useBuiltInForm(provider ?? '')?.provider
  const methods = (purpose === 'client' ? chosen?.clientMethods : chosen?.methods) ?? []
  if (methods.length < 2) return null
  return (
    <SelectInput
      isClearable={false} label={panelMessages().platform.builtIn.method} name={path} options={methods.map(({ key, label }) => ({ value: key, label }))} path={path} value={value || (methods[0]?.key ?? '')}
      onChange={(option) => setValue(String((option as { value?: unknown } | null)?.value ?? ''))}
    />
  )
}
