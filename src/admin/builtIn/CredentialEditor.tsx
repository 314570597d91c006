'use client'

import { useDocumentInfo, useFormFields } from '@payloadcms/ui'
import { useState } from 'react'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { CredentialForm } from './CredentialForm.tsx'
import { useBuiltInForm } from './useBuiltInForm.ts'

export type AskedField = Pick<ProviderField, 'name' | 'label' | 'hint' | 'secret' | 'required' | 'example' | 'helpUrl' | 'options'>

const bare = { hint: null, required: true, example: null, helpUrl: null, options: null }

/**
 * Sets the credential of a built-in row. What is typed goes straight to the server and never into the form's state, so
 * that no autosave, version or form request carries it.
 */
export const CredentialEditor = () => {
  const { id, savedDocumentData } = useDocumentInfo()
  const provider = useFormFields(([fields]) => fields['provider']?.value as string | undefined)
  const authMethod = useFormFields(([fields]) => fields['authMethod']?.value as string | undefined)
  const purpose = useFormFields(([fields]) => fields['purpose']?.value as string | undefined)
  const chosen = useBuiltInForm(provider ?? '')?.provider ?? null
  const [masks, setMasks] = useState<Record<string, string> | null>(null)
  const [isReplacing, setIsReplacing] = useState(false)
  const text = panelMessages().platform.builtIn
  if (chosen === null) return null

  const shown = masks ?? (savedDocumentData?.maskedCredential as Record<string, string> | undefined) ?? {}
  const isSealed = id !== undefined && Object.keys(shown).length > 0
  const method = chosen.methods.find((one) => one.key === authMethod) ?? chosen.methods[0] ?? null
  const client = chosen.clientMethods.find((one) => one.key === authMethod) ?? chosen.clientMethods[0]
  const asked: AskedField[] = purpose === 'client'
    ? (client?.fields ?? []).map((field) => ({ ...bare, ...field, label: text.client[field.name] }))
    : (method?.fields ?? [])

  return (
    <div className="pb-panel">
      <h3>{text.credential}</h3>
      <p role="status">{isSealed ? text.configured : text.missing}</p>
      {isSealed && <dl className="pb-facts">{Object.entries(shown).map(([name, mask]) => <div key={name}><dt>{asked.find((field) => field.name === name)?.label ?? name}</dt><dd><code>{mask}</code></dd></div>)}</dl>}
      {isSealed && <button aria-expanded={isReplacing} className="pb-toggle" onClick={() => setIsReplacing(!isReplacing)} type="button">{isReplacing ? text.keep : text.replace}</button>}
      {(!isSealed || isReplacing) && (
        <CredentialForm
          asked={asked} chosen={chosen} hasTest={purpose !== 'client' && method?.hasTest === true} key={`${chosen.key} ${method?.key} ${client?.key} ${purpose}`} methodKey={(purpose === 'client' ? client?.key : method?.key) ?? null}
          onSealed={(sealed) => {
            setMasks(sealed)
            setIsReplacing(false)
          }}
        />
      )}
    </div>
  )
}
