'use client'

import { Button, toast, useDocumentInfo, useForm } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { BuiltInForm } from '#src/engine/catalog/BuiltInForm.ts'
import type { TestResult } from '#src/engine/connections/ConnectionView.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { translateSentence } from '#src/messages/translateSentence.ts'
import { callApi } from '#src/ui/callApi.ts'
import { sayFault } from '../sayFault.ts'
import type { AskedField } from './CredentialEditor.tsx'
import { CredentialInput } from './CredentialInput.tsx'

type Props = { asked: AskedField[]; chosen: NonNullable<BuiltInForm['provider']>; methodKey: string | null; hasTest: boolean; onSealed: (masks: Record<string, string>) => void }
type Saved = { doc: { id: string; maskedCredential: Record<string, string> } }

/** The fields, the test, and the sealing: of a new row together with the row itself. */
export function CredentialForm({ asked, chosen, methodKey, hasTest, onSealed }: Props) {
  const { id } = useDocumentInfo()
  const { getData, setModified } = useForm()
  const router = useRouter()
  const text = panelMessages().platform.builtIn
  const [values, setValues] = useState<Record<string, string>>({})
  const [fault, setFault] = useState<{ message: string; isRefusal: boolean } | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const seal = async ({ shouldTest }: { shouldTest: boolean }): Promise<void> => {
    const missing = asked.find((field) => field.required && (values[field.name] ?? '').trim() === '')
    if (missing !== undefined) return setFault({ message: text.required(missing.label), isRefusal: false })
    setIsBusy(true)
    setFault(null)
    try {
      const credentialPayload = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
      if (shouldTest) {
        const { result } = await callApi<{ result: TestResult }>({ method: 'POST', path: '/built-in-credentials/test', body: { provider: chosen.key, authMethod: methodKey, credentialPayload } })
        if (!result.ok) return setFault({ message: `${text.refused(chosen.name)} ${translateSentence(result.message) ?? result.message}`, isRefusal: true })
      }
      const { doc } = await save(credentialPayload)
      setValues({})
      toast.success(shouldTest ? `${text.tested(chosen.name)} ${text.sealed}` : text.sealed)
      if (id !== undefined) return onSealed(doc.maskedCredential)
      // Everything of the form is stored by now: leaving it asks nothing.
      setModified(false)
      router.push(`/admin/collections/built-in-credentials/${doc.id}`)
    } catch (error) {
      setFault({ message: sayFault(text.failed)(error), isRefusal: false })
    } finally {
      setIsBusy(false)
    }
  }
  const save = (credentialPayload: Record<string, string>): Promise<Saved> => {
    const method = methodKey === null ? {} : { authMethod: methodKey }
    if (id !== undefined) return callApi<Saved>({ method: 'PATCH', path: `/built-in-credentials/${id}`, body: { ...method, credentialPayload } })
    const { provider, purpose, enabled, allow, dailyCalls } = getData() as Record<string, unknown>
    return callApi<Saved>({ method: 'POST', path: '/built-in-credentials', body: { provider, purpose, enabled, allow, dailyCalls, ...method, credentialPayload } })
  }

  return (
    <div aria-label={text.credential} className="pb-credential" role="group">
      {asked.map((field) => <CredentialInput field={field} key={field.name} onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))} onEnter={() => void seal({ shouldTest: hasTest })} value={values[field.name] ?? ''} />)}
      {chosen.helpUrl && <p>{asked.every((field) => field.helpUrl !== chosen.helpUrl) && <a href={chosen.helpUrl} rel="noreferrer noopener" target="_blank">{text.where}</a>} <span className="pb-faint">{chosen.helpText}</span></p>}
      {fault && <p className="pb-fault" role="alert">{fault.message}</p>}
      <div className="pb-row">
        <Button buttonStyle="secondary" disabled={isBusy} margin={false} onClick={() => void seal({ shouldTest: hasTest })} size="small">{isBusy ? text.working : hasTest ? text.submit : text.submitUntested}</Button>
        {fault?.isRefusal && <Button buttonStyle="subtle" disabled={isBusy} margin={false} onClick={() => void seal({ shouldTest: false })} size="small">{text.anyway}</Button>}
      </div>
      <p className="pb-faint">{text.trust}</p>
    </div>
  )
}
