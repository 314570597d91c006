'use client'

import { Button, FieldLabel, useField } from '@payloadcms/ui'
import type { JSONFieldClientComponent, JSONFieldClientProps } from 'payload'
import { useState } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { JsonField } from '../JsonField.tsx'
import { ProblemLine } from './ProblemLine.tsx'
import { StructuredPart } from './StructuredPart.tsx'
import { structuredForms } from './structuredForms.ts'
import { readAt, setAt } from './setAt.ts'

/** Inputs for a part of the row that is stored as an object; rare keys are edited as JSON, in the same place. */
export const StructuredField: JSONFieldClientComponent = (props) => {
  const { form } = props as JSONFieldClientProps & { form?: string }
  const words = panelMessages().editor
  const [isJson, setIsJson] = useState(false)
  const { path, value, setValue, disabled } = useField<unknown>({ potentiallyStalePath: props.path })
  const parts = structuredForms(words)[form ?? ''] ?? []
  const isReadOnly = props.readOnly === true || disabled
  return (
    <div className="field-type provider-structured">
      {isJson ? <JsonField {...props} /> : (
        <fieldset>
          <legend><FieldLabel as="span" label={props.field.label} /></legend>
          <ProblemLine path={path} />
          <div className="provider-parts">
            {parts.map((part) => (
              <StructuredPart
                isReadOnly={isReadOnly} key={part.at.join('.')} onChange={(next) => setValue(setAt({ value, at: part.at, next }))} part={part}
                path={[path, ...part.at].join('.')} value={part.at.length === 0 ? value : readAt(value, part.at)} words={words.structured}
              />
            ))}
          </div>
        </fieldset>
      )}
      <Button buttonStyle="none" className="provider-quiet" onClick={() => setIsJson(!isJson)} size="small">{isJson ? words.structured.asFields : words.structured.asJson}</Button>
    </div>
  )
}
