'use client'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { CredentialField } from './CredentialField.tsx'
import type { ConnectForm } from './useConnectForm.ts'

type Props = { form: ConnectForm; provider: ProviderDetail; connection: ConnectionView | undefined }

/** The row's fields in the row's order. */
export function ConnectFields({ form, provider, connection }: Props) {
  const isWorking = form.phase.name === 'working'
  const firstSecret = form.fields.find((field) => field.secret)
  return (
    <>
      {form.fields.map((field, index) => (
        <CredentialField
          key={`${form.method?.key} ${field.name}`} field={field} value={form.values[field.name] ?? ''} note={form.notes[field.name]} stored={connection?.maskedCredential[field.name]} canStay={form.masks[field.name] !== undefined}
          helpUrl={field === firstSecret ? provider.helpUrl : null} isDisabled={isWorking} isFirst={index === 0}
          onChange={(value, removed) => form.change(field, value, removed)} onInspect={(value) => void form.inspect(field, value)}
        />
      ))}
    </>
  )
}
