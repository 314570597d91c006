'use client'
import { useEffect, useRef, useState } from 'react'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { isShown } from '#src/engine/catalog/isShown.ts'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { carriedKey } from './carriedKey.ts'
import { type FieldNote, noNote } from './ConnectFormState.ts'
import { isUsable } from './isUsable.ts'
import { placeKey } from './placeKey.ts'
import { type Pasted, readPaste } from './readPaste.ts'

type Target = { provider: ProviderDetail; connection?: ConnectionView | undefined }
type Values = Record<string, string>

/** What is typed, by field name: so it outlives a change of the auth method, and of the row. Secrets live here and nowhere else. */
export function useConnectFields({ provider, connection }: Target) {
  const carried = carriedKey.peek(provider.key)
  const place = carried && !connection ? placeKey({ provider, value: carried.value }) : null
  const [methodKey, setMethodKey] = useState(connection?.authMethod ?? place?.method)
  const [typed, setTyped] = useState<Values>(() => (place && carried ? { [place.field]: carried.value } : {}))
  const [notes, setNotes] = useState<Record<string, FieldNote>>(() => (place && carried ? { [place.field]: { ...noNote, said: messages().connect.carried(carried.from) } } : {}))
  useEffect(() => carriedKey.drop(), [])

  const method = provider.authMethods.find((one) => one.key === methodKey) ?? provider.authMethods.find(isUsable) ?? provider.authMethods[0]
  const isOwnMethod = connection !== undefined && method?.key === connection.authMethod
  const startOf = (field: ProviderField): string => (field.secret ? '' : ((isOwnMethod ? connection.fields[field.name] : undefined) ?? field.default ?? ''))
  const all = method?.fields ?? []
  const values: Values = Object.fromEntries(all.map((field) => [field.name, typed[field.name] ?? startOf(field)]))
  const fields = all.filter((field) => isShown({ field, fields: all, values }))
  const latest = useRef(values)
  useEffect(() => {
    latest.current = values
  })

  const note = (field: string, change: Partial<FieldNote>) => setNotes((before) => ({ ...before, [field]: { ...noNote, ...before[field], ...change } }))
  const inspect = async (field: ProviderField, value: string) => {
    const { inspectKey } = await import('./inspectKey.ts')
    const finding = await inspectKey({ provider: provider.key, field, value })
    // Meanwhile something else may have been typed, of which this says nothing.
    if (latest.current[field.name] === value) note(field.name, finding)
  }
  const change = (field: ProviderField, value: string, about: Partial<FieldNote> = {}) => {
    latest.current = { ...latest.current, [field.name]: value }
    setTyped((before) => ({ ...before, [field.name]: value }))
    setNotes((before) => ({ ...before, [field.name]: { ...noNote, ...about } }))
  }
  const apply = (field: ProviderField, { values: found, about }: Pasted) => {
    for (const one of all) {
      const value = found[one.name]
      if (value === undefined) continue
      change(one, value, one.name === field.name ? about : {})
      void inspect(one, value)
    }
    if (found[field.name] === undefined) note(field.name, { ...noNote, ...about })
  }
  return {
    method, fields, values, notes, note, inspect, change, startOf,
    // With one field there is nothing else to change: it cannot stay empty.
    masks: isOwnMethod && all.length > 1 ? connection.maskedCredential : {},
    stored: isOwnMethod ? connection : null,
    isDirty: Object.entries(typed).some(([name, value]) => { const field = all.find((one) => one.name === name); return value !== (field ? startOf(field) : '') }),
    chooseMethod: (key: string) => { setMethodKey(key); setNotes({}) },
    /** Whether the paste was taken care of; else it goes into the field as it is. */
    paste: ({ field, text, isWhole }: { field: ProviderField; text: string; isWhole: boolean }): boolean => {
      const pasted = readPaste({ field, fields: all, provider, text, isWhole })
      if (pasted) apply(field, pasted)
      return pasted !== null
    },
    forget: () => { latest.current = {}; setTyped({}); setNotes({}) },
  }
}

export type ConnectFields = ReturnType<typeof useConnectFields>
