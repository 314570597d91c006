'use client'
import type { ConnectionStatus } from '#src/engine/ports.ts'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { SearchBox } from '../primitives/SearchBox.tsx'
import { SelectBox } from '../primitives/SelectBox.tsx'
import { isStatus, isUse, type SettingsState } from './SettingsState.ts'
import { isSort } from './sortConnections.ts'

type Props = { state: SettingsState; statuses: ConnectionStatus[]; providers: { key: string; name: string }[]; hasPrivate: boolean; onType: (text: string) => void; onChoose: (change: Partial<SettingsState>) => void }

const text = () => messages().settings

export function ConnectionFilters({ state, statuses, providers, hasPrivate, onType, onChoose }: Props) {
  const { connections, status } = messages()
  const any = { value: '', label: text().any }
  const sorts = Object.entries(connections.sorts).map(([value, label]) => ({ value, label }))
  // A column's head can turn a sort round that the list does not offer: then it stands under its plain name.
  const sort = Object.hasOwn(connections.sorts, state.sort) ? state.sort : state.sort.replace('-', '')
  return (
    <div className="mb-3.5 flex flex-wrap gap-2.5">
      <div className="min-w-0 flex-1 basis-full"><SearchBox label={text().filterLabel} placeholder={text().filterLabel} value={state.query} onChange={onType} hasShortcut /></div>
      <SelectBox label={text().status} value={state.status ?? ''} onChange={(value) => onChoose({ status: isStatus(value) ? value : null })} options={[any, ...statuses.map((value) => ({ value, label: status[value].word }))]} />
      <SelectBox label={text().provider} value={state.provider ?? ''} onChange={(value) => onChoose({ provider: value || null })} options={[any, ...providers.map(({ key, name }) => ({ value: key, label: name }))]} />
      <SelectBox label={connections.use} value={state.use ?? ''} onChange={(value) => onChoose({ use: isUse(value) ? value : null })} options={[any, { value: 'idle', label: connections.uses.idle }, { value: 'never', label: connections.uses.never }]} />
      {(hasPrivate || state.isPrivate) && <Button aria-pressed={state.isPrivate} onPress={() => onChoose({ isPrivate: !state.isPrivate })} className={`h-[38px] rounded-[10px] ${state.isPrivate ? 'border-ink! bg-well!' : ''}`}>{connections.private}</Button>}
      <SelectBox label={connections.sort} value={sort} onChange={(value) => onChoose({ sort: isSort(value) ? value : '' })} options={sorts} />
    </div>
  )
}
