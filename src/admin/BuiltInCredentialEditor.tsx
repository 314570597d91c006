'use client'

import { Button, TextareaInput, toast, useDocumentInfo } from '@payloadcms/ui'
import { useState } from 'react'

type Fault = { errors?: { message: string }[] }

/**
 * Sets the credential of a built-in row. It goes straight to the server and never into the form's state, so that no
 * autosave, version or form request carries it.
 */
export const BuiltInCredentialEditor = () => {
  const { id } = useDocumentInfo()
  const [text, setText] = useState('')
  const [isSaving, setIsSaving] = useState(false)
  if (id === undefined) return <p>Save the row first; then its credential can be set here.</p>

  const save = async () => {
    setIsSaving(true)
    try {
      const response = await fetch(`/api/built-in-credentials/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        credentials: 'same-origin',
        body: JSON.stringify({ credentialPayload: JSON.parse(text) }),
      })
      const body = (await response.json()) as Fault
      if (!response.ok) throw new Error(body.errors?.[0]?.message ?? 'The credential was not saved.')
      setText('')
      toast.success('Sealed. It cannot be shown again.')
    } catch (error) {
      toast.error(error instanceof SyntaxError ? 'Write the fields as JSON, such as { "apiKey": "…" }.' : error instanceof Error ? error.message : 'The credential was not saved.')
    } finally {
      setIsSaving(false)
    }
  }

  return (
    <div className="field-type">
      <TextareaInput label="New credential (JSON of its fields; sealed at once, never shown again)" onChange={(event) => setText(event.target.value)} path="credentialEditor" rows={3} value={text} />
      <Button buttonStyle="secondary" disabled={isSaving || text.trim() === ''} onClick={() => void save()} size="small">
        Seal credential
      </Button>
    </div>
  )
}
