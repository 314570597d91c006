'use client'

import { Button, useField } from '@payloadcms/ui'
import type { JSONFieldClientComponent } from 'payload'
import { useId } from 'react'
import { type AllowFault, findAllowFault } from '#src/engine/catalog/findAllowFault.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import type { PanelWords } from '#src/messages/PanelWords.ts'

type Entry = { method: string; path: string }
type Words = PanelWords['platform']['builtIn']

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', '*']

/** What tenants may call with the platform's credential: one request a line, and what that means in words. */
export const AllowListEditor: JSONFieldClientComponent = ({ path: givenPath }) => {
  const { value, setValue } = useField<Entry[] | null>({ potentiallyStalePath: givenPath })
  const text = panelMessages().platform.builtIn
  const id = useId()
  const entries = Array.isArray(value) ? value : []
  const change = (at: number, next: Partial<Entry>) => setValue(entries.map((entry, index) => (index === at ? { ...entry, ...next } : entry)))
  return (
    <fieldset className="pb-panel pb-fieldset" aria-describedby={`${id}-text`}>
      <legend>{text.allow}</legend>
      <p className="pb-faint" id={`${id}-text`}>{text.allowText}</p>
      {entries.length === 0 && <p role="status">{text.allowNone}</p>}
      {entries.map((entry, at) => (
        <Row entry={entry} key={at} onChange={(next) => change(at, next)} onRemove={() => setValue(entries.filter((_, index) => index !== at))} text={text} />
      ))}
      <Button buttonStyle="secondary" icon="plus" iconPosition="left" iconStyle="with-border" margin={false} onClick={() => setValue([...entries, { method: 'GET', path: '/' }])} size="small">{text.allowAdd}</Button>
    </fieldset>
  )
}

type RowProps = { entry: Entry; text: Words; onChange: (next: Partial<Entry>) => void; onRemove: () => void }

function Row({ entry: { method, path }, text, onChange, onRemove }: RowProps) {
  const id = useId()
  const faults: Record<AllowFault, string> = { start: text.pathStart, star: text.pathStar, form: text.pathForm }
  const fault = findAllowFault(path)
  const name = method === '*' ? text.anyMethod : method
  const isBelow = path.endsWith('/*')
  const reads = method === '*' && path === '/*' ? text.allowAny : text.reads(name, isBelow ? path.slice(0, -1) : path, isBelow)
  return (
    <div className="pb-allow">
      <div className="pb-row">
        <select aria-label={text.allowMethod} onChange={(event) => onChange({ method: event.target.value })} value={method}>
          {methods.map((one) => <option key={one} value={one}>{one === '*' ? text.anyMethod : one}</option>)}
        </select>
        <input aria-describedby={id} aria-invalid={fault !== null} aria-label={text.allowPath} autoComplete="off" className="pb-grow" onChange={(event) => onChange({ path: event.target.value.trim() })} spellCheck={false} value={path} />
        <Button aria-label={text.allowRemove(`${name} ${path}`)} buttonStyle="icon-label" icon="x" iconStyle="with-border" margin={false} onClick={onRemove} round size="small" />
      </div>
      <p className={fault === null ? 'pb-faint' : 'pb-fault'} id={id}>{fault === null ? reads : faults[fault]}</p>
    </div>
  )
}
