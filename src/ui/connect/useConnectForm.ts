'use client'
import { useRef, useState } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import type { ApiError, ApiProblem } from '../ApiError.ts'
import type { AuthorizeBody, ConnectBody } from '../patchbayApi.ts'
import { collectPayload, findMissing } from './collectPayload.ts'
import { dayOf } from './dayOf.ts'
import { endOfDay } from './endOfDay.ts'
import { suggestName } from './suggestName.ts'
import { useAuthorization } from './useAuthorization.ts'
import { useConnectFields } from './useConnectFields.ts'
import { useConnectRequest } from './useConnectRequest.ts'

export type ConnectTarget = { provider: ProviderDetail; account: { id: string; name: string }; connection?: ConnectionView | undefined; /** Names that were given since the page was drawn. */ taken?: string[]; onSaved: (connection: ConnectionView) => void }

const nameField = 'displayName'
const expiryField = 'expiresAt'

/** State of the connect dialog. Secrets live in the fields' state only, and leave it on success. */
export function useConnectForm({ provider, account, connection, taken = [], onSaved }: ConnectTarget) {
  const form = useConnectFields({ provider, connection })
  const { method, fields, values, masks, note } = form
  const [firstName] = useState(() => connection?.displayName ?? suggestName({ name: provider.name, taken: [...taken, ...provider.connections.map((one) => one.displayName)] }))
  const [firstExpiry] = useState(() => (connection?.expiresAt && new Date(connection.expiresAt) > new Date() ? dayOf(new Date(connection.expiresAt)) : ''))
  const [name, setName] = useState(firstName)
  const [expiry, setExpiry] = useState(firstExpiry)
  const [visibility, setVisibility] = useState<'account' | 'private'>(connection?.visibility ?? 'account')
  /** Where the focus belongs after a refusal that is told at a field. */
  const [wrongField, setWrongField] = useState<{ name: string } | null>(null)

  /** Puts a refusal beside the field it is about; null when it is about none of them. */
  const noteProblem = ({ code, field, message, hint }: ApiProblem): string | null => {
    const named = code === 'name_taken' ? nameField : (field?.replace(/^credentialPayload\./, '') ?? '')
    const known = fields.find((one) => one.name === named)
    if (known === undefined && named !== nameField && named !== expiryField) return null
    // A field's own hint already stands below it, and that of this code says where to look, which is here.
    const cure = hint !== null && known?.hint !== hint && code !== 'validation_failed' ? ` ${hint}` : ''
    note(named, { problem: code === 'name_taken' ? messages().connect.nameTaken(name.trim()) : `${message}${cure}` })
    return named
  }
  const onRefused = ({ problems }: ApiError): boolean => {
    const places = problems.map(noteProblem)
    if (places[0]) setWrongField({ name: places[0] })
    return places.every((place) => place !== null)
  }
  const finish = (saved: ConnectionView) => { form.forget(); onSaved(saved) }
  const request = useConnectRequest({ account, onRefused, onSaved: finish })
  const isLeaving = useRef(false)
  const authorization = useAuthorization({ providerName: provider.name, phase: request.phase, setPhase: request.setPhase, onRefused: (error) => request.refuse({ error, isTested: false }), onSaved: finish, onLeave: () => { isLeaving.current = true } })

  const bodyOf = (payload: Record<string, string> | null, isTested: boolean): ConnectBody => ({
    workspaceId: account.id, provider: provider.key, providerRevision: provider.revision, ...(method ? { authMethod: method.key } : {}),
    ...(connection ? { connectionId: connection.id, version: connection.version } : { displayName: name.trim(), visibility }),
    ...(expiry === firstExpiry ? {} : { expiresAt: endOfDay(expiry)?.toISOString() ?? null }),
    ...(payload ? { credentialPayload: payload, acceptFormat: true, ...(isTested ? {} : { test: false }) } : {}),
  })
  /** The first fault that can be told without asking anybody. */
  const findFault = (): { name: string; problem: string } | null => {
    const text = messages().connect
    if (!connection && name.trim() === '') return { name: nameField, problem: text.required(text.name) }
    // Date inputs take years of six digits, and a slip makes five of them.
    if (/^\d{5}/.test(expiry)) return { name: expiryField, problem: text.expiryYear }
    if (expiry !== '' && (endOfDay(expiry)?.getTime() ?? 0) <= Date.now()) return { name: expiryField, problem: text.expiryPast }
    return null
  }
  /** Whether nothing is wrong that can be told here; says at the fields what is. */
  const check = (): boolean => {
    const missing = findMissing({ fields, values, masks })
    for (const field of missing) note(field.name, { problem: messages().connect.required(field.label) })
    const fault = findFault()
    if (fault) note(fault.name, { problem: fault.problem })
    const first = missing[0]?.name ?? fault?.name
    if (first) setWrongField({ name: first })
    return first === undefined
  }
  const submit = ({ isTested }: { isTested: boolean }): void => {
    if (!check()) return
    for (const field of fields) void form.inspect(field, values[field.name] ?? '')
    void request.send({ body: bodyOf(collectPayload({ fields, values, stored: form.stored?.fields ?? null }), isTested), isTested })
  }
  /** Straight from the press: a window of its own opens in no other way. */
  const authorize = ({ isHere }: { isHere: boolean }): void => {
    if (!check()) return
    const { version: _version, expiresAt: _expiresAt, test: _test, credentialPayload, ...body }: ConnectBody = bodyOf(collectPayload({ fields, values, stored: form.stored?.fields ?? null }), true)
    const filled: AuthorizeBody = fields.length > 0 && credentialPayload ? { ...body, credentialPayload } : body
    void request.inAccount(() => authorization.start({ body: { ...filled, ...(request.viewer ? { openedBy: request.viewer.id } : {}) }, isHere }))
  }
  const edited = <Value,>(field: string, set: (value: Value) => void) => (value: Value) => { set(value); note(field, { problem: null }); request.edit() }

  return {
    ...form, ...request, name, visibility, expiry, wrongField, submit, setVisibility, authorize, authorization, isLeaving,
    isDirty: request.phase.name !== 'saved' && (form.isDirty || name !== firstName || expiry !== firstExpiry),
    setName: edited(nameField, setName),
    setExpiry: edited(expiryField, setExpiry),
    change: (...change: Parameters<typeof form.change>) => { form.change(...change); request.edit() },
    chooseMethod: (key: string) => { form.chooseMethod(key); request.edit() },
    paste: (pasted: Parameters<typeof form.paste>[0]) => { request.edit(); return form.paste(pasted) },
    stop: () => { request.stop(); authorization.stop() },
    addForLater: () => void request.send({ body: bodyOf(null, false), isTested: false }),
  }
}

export type ConnectForm = ReturnType<typeof useConnectForm>
