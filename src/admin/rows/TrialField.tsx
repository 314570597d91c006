'use client'
import { useId } from 'react'
import type { ProviderField } from '#src/engine/catalog/CompiledProvider.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'

type Props = { field: Pick<ProviderField, 'name' | 'label' | 'hint' | 'secret' | 'required' | 'example' | 'default' | 'options'> }

/** One value of the temporary key. Uncontrolled: what is typed into it is in no attribute of the page. */
export function TrialField({ field }: Props) {
  const id = useId()
  const { name, label, hint, secret, required, example, options } = field
  const attributes = { id, name, 'aria-describedby': hint === null ? undefined : `${id}-hint`, required: required && field.default === null }
  return (
    <div className="row-tools__field">
      <label htmlFor={id}>{label}{!required && <span className="row-tools__quiet"> ({panelMessages().catalogTools.dryRun.optional})</span>}</label>
      {options === null
        ? <input {...attributes} autoCapitalize="off" autoComplete="off" defaultValue={secret ? undefined : (field.default ?? undefined)} placeholder={example ?? undefined} spellCheck={false} type={secret ? 'password' : 'text'} />
        : <select {...attributes} defaultValue={field.default ?? options[0]?.value}>{options.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}</select>}
      {hint !== null && <p className="row-tools__quiet" id={`${id}-hint`}>{hint}</p>}
    </div>
  )
}
