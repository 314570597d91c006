'use client'
import { Button } from '@payloadcms/ui'
import { type ChangeEvent, useId, useState } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { FaultList } from './FaultList.tsx'
import { readImportText } from './readImportText.ts'

const largestFile = 20 * 1024 * 1024

/** A file or a paste; what cannot be rows is said at once and never sent. */
export function ImportSource({ onRows }: { onRows: (rows: unknown[]) => void }) {
  const id = useId()
  const text = panelMessages().catalogTools.transfer
  const [pasted, setPasted] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const take = (given: string): void => {
    const read = readImportText(given)
    setFault('fault' in read ? read.fault : null)
    if ('rows' in read) onRows(read.rows)
  }
  const takeFile = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? []
    if (file === undefined) return
    // Far beyond the limit it is not even read.
    if (file.size > largestFile) setFault(text.tooLarge((file.size / 1024 / 1024).toFixed(1)))
    else take(await file.text())
    // The same file, mended, can be chosen again.
    target.value = ''
  }
  return (
    <div className="row-tools__source">
      <div className="row-tools__field">
        <label htmlFor={`${id}-file`}>{text.file}</label>
        <input accept=".json,application/json" id={`${id}-file`} onChange={(event) => void takeFile(event)} type="file" />
      </div>
      <div className="row-tools__field">
        <label htmlFor={`${id}-paste`}>{text.paste}</label>
        <textarea id={`${id}-paste`} onChange={({ target }) => setPasted(target.value)} rows={12} spellCheck={false} value={pasted} />
      </div>
      {fault !== null && <FaultList problems={[{ message: fault, hint: null }]} />}
      <div className="row-tools__actions">
        <Button disabled={pasted.trim() === ''} margin={false} onClick={() => take(pasted)} type="button">{text.preview}</Button>
        <Button buttonStyle="secondary" el="anchor" margin={false} url="/admin/collections/integration-providers">{text.back}</Button>
      </div>
    </div>
  )
}
