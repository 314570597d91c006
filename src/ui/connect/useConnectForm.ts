'use client'
import { useEffect, useRef, useState } from 'react'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError, type ApiProblem } from '../ApiError.ts'
import { type ConnectBody, patchbayApi } from '../patchbayApi.ts'
import { collectPayload, findMissing } from './collectPayload.ts'
import { type FieldNote, noNote, type Phase } from './ConnectFormState.ts'
import { suggestName } from './suggestName.ts'

export type ConnectTarget = { provider: ProviderDetail; account: { id: string; name: string }; connection?: ConnectionView; onSaved: (connection: ConnectionView) => void }

const nameField = 'displayName'

type Method = ProviderDetail['authMethods'][number]

const initialValues = (method: Method | undefined, stored: Record<string, string> | undefined): Record<string, string> =>
  Object.fromEntries((method?.fields ?? []).map((field) => [field.name, field.secret ? '' : (stored?.[field.name] ?? field.default ?? '')]))

/** State and requests of the connect dialog. Secrets live in this state only, and leave it on success. */
export function useConnectForm({ provider, account, connection, onSaved }: ConnectTarget) {
  const findMethod = (key: string | undefined) => provider.authMethods.find((one) => one.key === key) ?? provider.authMethods[0]
  const firstName = connection?.displayName ?? suggestName({ name: provider.name, taken: provider.connections.map((one) => one.displayName) })
  const [method, setMethod] = useState(() => findMethod(connection?.authMethod))
  const [values, setValues] = useState(() => initialValues(method, connection?.fields))
  const [notes, setNotes] = useState<Record<string, FieldNote>>({})
  const [name, setName] = useState(firstName)
  const [visibility, setVisibility] = useState<'account' | 'private'>(connection?.visibility ?? 'account')
  const [phase, setPhase] = useState<Phase>({ name: 'editing' })
  const request = useRef<AbortController>(undefined)
  useEffect(() => () => request.current?.abort(), [])

  const fields: ProviderField[] = method?.fields ?? []
  // With one field there is nothing else to change: it cannot stay empty.
  const masks = connection && fields.length > 1 ? connection.maskedCredential : {}
  const start = initialValues(method, connection?.fields)
  const isDirty = phase.name !== 'saved' && (name !== firstName || fields.some((field) => values[field.name] !== start[field.name]))

  const noteField = (field: string, note: Partial<FieldNote>) => setNotes((all) => ({ ...all, [field]: { ...noNote, ...all[field], ...note } }))
  const inspect = async (field: ProviderField, value: string) => {
    const { inspectKey } = await import('./inspectKey.ts')
    const finding = await inspectKey({ provider: provider.key, field, value })
    noteField(field.name, finding)
    return finding
  }
  const change = (field: ProviderField, value: string, removed: string[] = []) => {
    setValues((all) => ({ ...all, [field.name]: value }))
    setNotes((all) => ({ ...all, [field.name]: { ...noNote, removed } }))
    if (phase.name === 'refused') setPhase({ name: 'editing' })
  }
  const chooseMethod = (key: string) => {
    const next = findMethod(key)
    setMethod(next)
    // A key typed for one method often fits the next: fields of the same name keep their value.
    setValues((all) => ({ ...initialValues(next, connection?.fields), ...Object.fromEntries((next?.fields ?? []).flatMap(({ name: field }) => (all[field] ? [[field, all[field]]] : []))) }))
    setNotes({})
    setPhase({ name: 'editing' })
  }

  const send = async ({ payload, isTested }: { payload: Record<string, string> | null; isTested: boolean }): Promise<string | null> => {
    const body: ConnectBody = {
      workspaceId: account.id, provider: provider.key, ...(method ? { authMethod: method.key } : {}),
      ...(connection ? { connectionId: connection.id, version: connection.version } : { displayName: name.trim(), visibility }),
      ...(payload ? { credentialPayload: payload, ...(isTested ? {} : { test: false }) } : {}),
    }
    const controller = new AbortController()
    request.current = controller
    setPhase({ name: 'working', isTested })
    try {
      const answer = await patchbayApi.saveConnection(body, { signal: controller.signal })
      setValues({})
      setPhase({ name: 'saved', ...answer })
      onSaved(answer.connection)
      return null
    } catch (error) {
      if (controller.signal.aborted) {
        setPhase({ name: 'editing' })
        return null
      }
      if (!(error instanceof ApiError)) throw error
      const places = error.problems.map(noteProblem)
      setPhase({ name: 'refused', error, isTested, isAtFields: places.every((place) => place !== null) })
      return places[0] ?? null
    }
  }
  /** Puts a refusal beside the field it is about; null when it is about none of them. */
  const noteProblem = ({ code, field, message, hint }: ApiProblem): string | null => {
    const named = code === 'name_taken' ? nameField : (field?.replace(/^credentialPayload\./, '') ?? '')
    const known = named === nameField || fields.find((one) => one.name === named)
    if (!known) return null
    // A field's own hint already stands below it.
    const cure = hint !== null && (known === true || known.hint !== hint) ? ` ${hint}` : ''
    noteField(named, { problem: `${message}${cure}` })
    return named
  }

  /** Returns the first field that needs another value, so that the caller can put the focus there; null for none. */
  const submit = async ({ isTested }: { isTested: boolean }): Promise<string | null> => {
    const missing = findMissing({ fields, values, masks })
    for (const field of missing) noteField(field.name, { problem: messages().connect.required(field.label) })
    if (missing[0]) return missing[0].name
    if (!connection && name.trim() === '') {
      noteField(nameField, { problem: messages().connect.required(messages().connect.name) })
      return nameField
    }
    for (const field of fields) void inspect(field, values[field.name] ?? '')
    return send({ payload: collectPayload({ fields, values, stored: connection?.fields ?? null }), isTested })
  }

  return {
    method, fields, values, notes, masks, name, visibility, phase, isDirty,
    setName: (text: string) => { setName(text); setNotes((all) => ({ ...all, [nameField]: noNote })) }, setVisibility, chooseMethod, change, inspect, submit,
    addForLater: () => send({ payload: null, isTested: false }),
    stop: () => request.current?.abort(),
  }
}

export type ConnectForm = ReturnType<typeof useConnectForm>
