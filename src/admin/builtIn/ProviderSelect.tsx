'use client'

import { SelectInput, useDocumentInfo, useField } from '@payloadcms/ui'
import type { TextFieldClientComponent } from 'payload'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { useBuiltInForm } from './useBuiltInForm.ts'

/** The provider, from a list that can be searched; it stays what it was once the row is saved. */
export const ProviderSelect: TextFieldClientComponent = ({ path: givenPath }) => {
  const { id } = useDocumentInfo()
  const { path, value, setValue, showError, errorMessage } = useField<string>({ potentiallyStalePath: givenPath })
  const text = panelMessages().platform.builtIn
  const form = useBuiltInForm(value ?? '')
  const options = (form?.providers ?? []).map(({ key, name }) => ({ value: key, label: `${name} (${key})` }))
  const known = value === undefined || value === null || value === '' || options.some((option) => option.value === value) ? options : [{ value, label: value }, ...options]
  return (
    <>
      <SelectInput
        isClearable={false} label={text.provider} name={path} options={known} path={path} placeholder={text.pick} readOnly={id !== undefined} required showError={showError} value={value ?? ''}
        onChange={(option) => setValue(Array.isArray(option) ? '' : String((option as { value?: unknown } | null)?.value ?? ''))}
      />
      {showError && errorMessage && <p className="pb-fault" role="alert">{errorMessage}</p>}
      {form !== null && form.providers.length === 0 && <p>{text.noProviders}</p>}
    </>
  )
}
