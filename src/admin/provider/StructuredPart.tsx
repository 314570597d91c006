'use client'

import { Button, SelectInput, TextInput } from '@payloadcms/ui'
import { useState } from 'react'
import type { EditorWords } from '#src/messages/enEditor.ts'
import type { FormPart } from './FormPart.ts'
import { parsePart, writePart } from './parsePart.ts'
import { readPartRows, writePartRows } from './partRows.ts'
import { ProblemLine } from './ProblemLine.tsx'
import { readAt, setAt } from './setAt.ts'

type PartProps = { part: FormPart; path: string; value: unknown; words: EditorWords['structured']; isReadOnly: boolean; onChange: (next: unknown) => void }

export function StructuredPart(props: PartProps) {
  const { part, path, value, isReadOnly, onChange } = props
  const [typed, setTyped] = useState<string | null>(null)
  if (part.kind === 'pairs' || part.kind === 'list' || part.kind === 'entries') return <PartRows {...props} part={part} />
  if (part.kind === 'choice') {
    return (
      <SelectInput
        AfterInput={<ProblemLine path={path} />} label={part.label} name={path} options={part.options.map((one) => ({ label: one, value: one }))} path={path} readOnly={isReadOnly} value={typeof value === 'string' ? value : ''}
        onChange={(option) => onChange((option as { value?: string } | null)?.value ?? '')}
      />
    )
  }
  const { kind } = part
  return (
    // What is half typed (“200,”) stays as typed until the field is left.
    <div onBlur={() => setTyped(null)}>
      <TextInput
        AfterInput={<ProblemLine path={path} />} description={part.hint} label={part.label} path={path} placeholder={part.placeholder} readOnly={isReadOnly} value={typed ?? writePart({ kind, value })}
        onChange={({ target }: { target: { value: string } }) => {
          setTyped(target.value)
          onChange(parsePart({ kind, text: target.value }))
        }}
      />
    </div>
  )
}

type Rows = Extract<FormPart, { kind: 'pairs' | 'list' | 'entries' }>

/** Rows of a list, or of an object whose keys people choose: a row without a name is not in the value yet. */
function PartRows({ part, path, value, words, isReadOnly, onChange }: PartProps & { part: Rows }) {
  const [draft, setDraft] = useState<{ rows: { key: string; value: unknown }[]; wrote: string } | null>(null)
  const now = JSON.stringify(value ?? null)
  // The form's own copy counts once it was changed from elsewhere.
  const rows = draft !== null && draft.wrote === now ? draft.rows : readPartRows({ kind: part.kind, value })
  const change = (next: { key: string; value: unknown }[]) => {
    const written = writePartRows({ kind: part.kind, rows: next })
    const isEmpty = Object.keys(written).length === 0
    setDraft({ rows: next, wrote: JSON.stringify(isEmpty ? null : written) })
    onChange(written)
  }
  const edit = (index: number, row: { key: string; value: unknown }) => change(rows.map((one, at) => (at === index ? row : one)))
  return (
    <div className="provider-rows">
      {part.label !== '' && <p className="provider-rows-label">{part.label}</p>}
      {part.at.length > 0 && <ProblemLine path={path} />}
      {rows.map((row, index) => {
        const rowPath = `${path}.${part.kind === 'list' ? index : row.key || `new-${index}`}`
        const inputPath = `${path}.${index}`
        return (
          <div className="provider-row" key={index}>
            {part.kind !== 'list' && <TextInput label={part.kind === 'entries' ? part.keyLabel : words.name} onChange={({ target }: { target: { value: string } }) => edit(index, { ...row, key: target.value })} path={`${inputPath}.key`} readOnly={isReadOnly} value={row.key} />}
            {part.kind === 'pairs'
              ? <TextInput AfterInput={<ProblemLine path={rowPath} />} label={words.value} onChange={({ target }: { target: { value: string } }) => edit(index, { ...row, value: target.value })} path={`${inputPath}.value`} readOnly={isReadOnly} value={String(row.value ?? '')} />
              : part.parts.map((inner) => (
                  <StructuredPart isReadOnly={isReadOnly} key={inner.at.join('.')} onChange={(next) => edit(index, { ...row, value: setAt({ value: row.value, at: inner.at, next }) })} part={inner} path={[rowPath, ...inner.at].join('.')} value={readAt(row.value, inner.at)} words={words} />
                ))}
            {!isReadOnly && <Button buttonStyle="none" className="provider-quiet" onClick={() => change(rows.filter((_, at) => at !== index))} size="small">{words.remove}</Button>}
          </div>
        )
      })}
      {!isReadOnly && <Button buttonStyle="secondary" onClick={() => change([...rows, { key: '', value: part.kind === 'pairs' ? '' : null }])} size="small">{words.add}</Button>}
    </div>
  )
}
