'use client'

import { TextareaInput, useField } from '@payloadcms/ui'
import type { JSONFieldClientComponent, JSONFieldValidation } from 'payload'
import { type ChangeEvent, useCallback, useState } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'

const format = (value: unknown): string => (value === undefined || value === null ? '' : JSON.stringify(value, null, 2))

/**
 * In place of Payload's JSON editor, which loads itself from a public CDN: an installation talks to nobody it was not
 * told to, and its forms work offline. What is no JSON stays in the field as typed and keeps the form from being saved.
 */
export const JsonField: JSONFieldClientComponent = ({ field, path: givenPath, readOnly, validate }) => {
  const [typed, setTyped] = useState<string | null>(null)
  const [fault, setFault] = useState<string>()
  const check = useCallback<JSONFieldValidation>(
    (value, options) => (validate === undefined ? true : validate(value, { ...options, jsonError: fault, required: field.required })),
    [validate, fault, field.required],
  )
  const { path, value, setValue, showError, disabled, customComponents } = useField<unknown>({ potentiallyStalePath: givenPath, validate: check as never })
  const text = typed ?? format(value)
  const change = ({ target }: ChangeEvent<HTMLTextAreaElement>): void => {
    setTyped(target.value)
    try {
      setValue(target.value.trim() === '' ? null : JSON.parse(target.value))
      setFault(undefined)
    } catch (error) {
      setValue(target.value)
      setFault(error instanceof Error ? error.message : panelMessages().noJson)
    }
  }
  // Once it is a value again, the form's own copy shows, also after the server has tidied it.
  const settle = (): void => {
    if (fault === undefined) setTyped(null)
  }
  return (
    <div className="field-type" onBlur={settle}>
      <TextareaInput
        Description={customComponents?.Description} Error={customComponents?.Error} Label={customComponents?.Label} description={field.admin?.description} label={field.label} path={path}
        onChange={change} readOnly={readOnly === true || disabled} required={field.required} rows={Math.min(16, Math.max(2, text.split('\n').length))} showError={showError} value={text}
      />
    </div>
  )
}
