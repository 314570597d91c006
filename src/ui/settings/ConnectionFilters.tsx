'use client'
import type { ConnectionStatus } from '#src/engine/ports.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { SearchBox } from '../primitives/SearchBox.tsx'
import { SelectBox } from '../primitives/SelectBox.tsx'
import { isStatus, type SettingsState } from './SettingsState.ts'

type Props = { state: SettingsState; statuses: ConnectionStatus[]; providers: { key: string; name: string }[]; onType: (text: string) => void; onChoose: (change: Partial<SettingsState>) => void }

const text = () => messages().settings
const any = () => ({ value: '', label: text().any })

export function ConnectionFilters({ state, statuses, providers, onType, onChoose }: Props) {
  return (
    <div className="mb-3.5 flex flex-wrap gap-2.5">
      <div className="min-w-0 flex-1 basis-full table:basis-60"><SearchBox label={text().filterLabel} placeholder={text().filterLabel} value={state.query} onChange={onType} hasShortcut /></div>
      <SelectBox label={text().status} value={state.status ?? ''} onChange={(value) => onChoose({ status: isStatus(value) ? value : null })} options={[any(), ...statuses.map((value) => ({ value, label: messages().status[value].word }))]} />
      <SelectBox label={text().provider} value={state.provider ?? ''} onChange={(value) => onChoose({ provider: value || null })} options={[any(), ...providers.map(({ key, name }) => ({ value: key, label: name }))]} />
      <Button aria-pressed={state.isIdle} onPress={() => onChoose({ isIdle: !state.isIdle })} className={`h-[38px] rounded-[10px] ${state.isIdle ? 'border-ink! bg-well!' : ''}`}>{text().idle}</Button>
    </div>
  )
}
