'use client'

import { TextInput, useField } from '@payloadcms/ui'
import type { TextFieldClientComponent } from 'payload'
import { useEffect, useId, useRef, useState } from 'react'
import { ProblemLine } from './ProblemLine.tsx'
import { listProviders } from './listProviders.ts'

/** Any text, with the categories that other rows have as suggestions: a near miss would make a facet of its own. */
export const CategoryField: TextFieldClientComponent = ({ field, path: givenPath }) => {
  const { path, value, setValue, showError, customComponents } = useField<string>({ potentiallyStalePath: givenPath })
  const [known, setKnown] = useState<string[]>([])
  const input = useRef<HTMLInputElement>(null)
  const list = useId()
  useEffect(() => {
    void listProviders().then((providers) => setKnown([...new Set(providers.map((one) => one.category))].sort()))
  }, [])
  // Payload's input takes no list of its own.
  useEffect(() => input.current?.setAttribute('list', list), [list])
  return (
    <>
      <TextInput
        AfterInput={<ProblemLine path={path} />} Error={customComponents?.Error} htmlAttributes={{ autoComplete: 'off' }} inputRef={input as never} label={field.label ?? 'Category'}
        onChange={(event: { target: { value: string } }) => setValue(event.target.value)} path={path} required showError={showError} value={value ?? ''}
      />
      <datalist id={list}>{known.map((one) => <option key={one}>{one}</option>)}</datalist>
    </>
  )
}
