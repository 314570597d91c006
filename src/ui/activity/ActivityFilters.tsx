import Form from 'next/form'
import Link from 'next/link'
import type { ActivityChoices } from '#src/engine/audit/ActivityPage.ts'
import { messages } from '#src/messages/messages.ts'
import { styleButton } from '../primitives/styleButton.ts'
import { type ActivityState, formatActivityState, isFiltered } from './ActivityState.ts'
import { nameActor } from './describeEvent.ts'
import { FilterDay, FilterSelect } from './FilterField.tsx'

const text = () => messages().activity
const path = '/settings/activity'

/** A GET form: the address is the state, with and without JavaScript. */
export function ActivityFilters({ state, choices, viewer }: { state: ActivityState; choices: ActivityChoices; viewer: string }) {
  const { filter } = state
  const connections = choices.connections.map(({ id, label }) => ({ value: id, label: label ?? text().nameless(id) }))
  return (
    // The key lets the fields follow the address when a link changes it.
    <Form key={formatActivityState(state)} action={path} aria-label={text().filters} className="mb-3.5">
      <div className="grid grid-cols-1 gap-2.5 sm:grid-cols-2 lg:grid-cols-4">
        <FilterSelect label={text().actor} name="actor" any={text().any} value={filter.actor} options={withChosen(filter.actor, choices.actors.map((actor) => ({ value: actor.id, label: nameActor({ actor, viewer }) })))} />
        <FilterSelect label={text().kind} name="kind" any={text().any} value={filter.kind} options={withChosen(filter.kind, choices.kinds.map((kind) => ({ value: kind, label: text().kinds[kind] })), filter.kind === null ? undefined : text().kinds[filter.kind])} />
        <FilterSelect label={text().provider} name="provider" any={text().any} value={filter.provider} options={withChosen(filter.provider, choices.providers.map(({ key, name }) => ({ value: key, label: name })))} />
        <FilterSelect label={text().connection} name="connection" any={text().any} value={filter.connection} options={withChosen(filter.connection, connections)} />
        <FilterDay label={text().from} name="from" value={filter.from} />
        <FilterDay label={text().to} name="to" value={filter.to} />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 sm:col-span-2">
          <button type="submit" className={`${styleButton({ variant: 'primary' })} h-[38px]!`}>{text().apply}</button>
          {isFiltered(state) && <Link href={path} className={styleButton({ variant: 'link', size: 'bare' })}>{text().clear}</Link>}
          <span className="text-sm text-faint">{text().inUtc}</span>
        </div>
      </div>
    </Form>
  )
}

type Option = { value: string; label: string }

/** What an address asks for is shown as chosen also where it does not occur: otherwise the list would say "any". */
const withChosen = (value: string | null, options: Option[], label = value ?? ''): Option[] => (value === null || options.some((one) => one.value === value) ? options : [...options, { value, label }])
