'use client'

import { SelectInput, useField, useFormFields } from '@payloadcms/ui'
import type { TextFieldClientComponent } from 'payload'
import { useEffect, useState } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { type ListedProvider, listProviders } from './listProviders.ts'
import { ProblemLine } from './ProblemLine.tsx'

/** Chooses among the providers there are; a deprecated one is no replacement. */
export const ReplacementField: TextFieldClientComponent = ({ field, path: givenPath }) => {
  const { replacement: words } = panelMessages().editor
  const { path, value, setValue } = useField<string | null>({ potentiallyStalePath: givenPath })
  const ownKey = useFormFields(([fields]) => fields['key']?.value)
  const [providers, setProviders] = useState<ListedProvider[] | null>(null)
  useEffect(() => void listProviders().then(setProviders), [])
  const others = (providers ?? []).filter((one) => one.key !== ownKey && one.status !== 'deprecated')
  const options = others.map((one) => ({ label: `${one.name} (${one.key})`, value: one.key }))
  // What the row names stays visible, also when it is no longer there: the check says so below it.
  if (value && !options.some((one) => one.value === value)) options.push({ label: value, value })
  return (
    <SelectInput
      AfterInput={<ProblemLine path={path} />} description={providers !== null && others.length === 0 ? words.none : words.hint} label={field.label} name={path} onChange={(option) => setValue((option as { value?: string } | null)?.value ?? null)}
      options={options} path={path} placeholder={words.choose} value={value ?? ''}
    />
  )
}
