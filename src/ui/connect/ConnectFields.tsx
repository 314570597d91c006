'use client'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { carriedKey } from './carriedKey.ts'
import { CredentialField } from './CredentialField.tsx'
import type { ConnectForm } from './useConnectForm.ts'

type Props = { form: ConnectForm; provider: ProviderDetail; isDisabled: boolean }

/** The row's fields in the row's order, those that are asked for just now. */
export function ConnectFields({ form, provider, isDisabled }: Props) {
  const firstSecret = form.fields.find((field) => field.secret)
  return (
    <>
      {form.fields.map((field, index) => (
        <CredentialField
          key={`${form.method?.key} ${field.name}`} field={field} value={form.values[field.name] ?? ''} note={form.notes[field.name]} stored={form.stored?.maskedCredential[field.name]} canStay={form.masks[field.name] !== undefined}
          helpUrl={field === firstSecret ? provider.helpUrl : null} isDisabled={isDisabled} isFirst={index === 0}
          onChange={(value) => form.change(field, value)} onInspect={(value) => void form.inspect(field, value)} onPaste={(paste) => form.paste({ field, ...paste })}
          onSwitch={(other) => carriedKey.put({ provider: other.key, from: provider.name, value: form.values[field.name] ?? '' })}
        />
      ))}
    </>
  )
}
