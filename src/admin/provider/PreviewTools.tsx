'use client'

import { useId } from 'react'
import type { EditorWords } from '#src/messages/enEditor.ts'

type Theme = 'light' | 'dark'
type Width = 'wide' | 'phone'
type Props = {
  words: EditorWords['preview']
  theme: Theme
  width: Width
  authMethod: string | null
  methods: { key: string; label: string }[]
  onTheme: (theme: Theme) => void
  onWidth: (width: Width) => void
  onMethod: (key: string) => void
}

export function PreviewTools({ words, theme, width, authMethod, methods, onTheme, onWidth, onMethod }: Props) {
  return (
    <div className="provider-preview-tools">
      <Choice legend={words.theme} onChange={onTheme} options={[['light', words.light], ['dark', words.dark]]} value={theme} />
      <Choice legend={words.width} onChange={onWidth} options={[['wide', words.wide], ['phone', words.phone]]} value={width} />
      {methods.length > 1 && <Choice legend={words.way} onChange={onMethod} options={methods.map((one) => [one.key, one.label])} value={authMethod ?? methods[0]?.key ?? ''} />}
    </div>
  )
}

function Choice<Value extends string>({ legend, options, value, onChange }: { legend: string; options: [Value, string][]; value: Value; onChange: (value: Value) => void }) {
  const name = useId()
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(([one, label]) => (
        <label key={one}><input checked={one === value} name={name} onChange={() => onChange(one)} type="radio" value={one} /> {label}</label>
      ))}
    </fieldset>
  )
}
