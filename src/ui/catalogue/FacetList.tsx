'use client'
import { Icon } from '../primitives/Icon.tsx'
import type { FacetCount } from './filterCards.ts'

type Props = { legend: string; name: string; facets: FacetCount[]; selected: string[]; labelOf: (value: string) => string; onToggle: (value: string) => void }

/** Native checkboxes in a GET form: before any script has loaded they still filter, through the server. */
export function FacetList({ legend, name, facets, selected, labelOf, onToggle }: Props) {
  return (
    <fieldset className="mt-5 min-w-0">
      <legend className="mb-1.5 text-xs font-semibold text-faint">{legend}</legend>
      <ul>
        {facets.map(({ value, count }) => {
          const isOn = selected.includes(value)
          return (
            <li key={value}>
              <label className={`relative -mx-2 flex min-h-[31px] items-center gap-2.5 rounded-lg px-2 hover:bg-well has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent ${count === 0 && !isOn ? 'text-faint' : ''}`}>
                <input type="checkbox" name={name} value={value} checked={isOn} onChange={() => onToggle(value)} className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-lg outline-none" />
                <span aria-hidden="true" className="grid size-4 shrink-0 place-items-center rounded-[5px] border-[1.5px] border-box text-transparent peer-checked:border-ink peer-checked:bg-ink peer-checked:text-ink-text">
                  <Icon name="check" size={11} className="stroke-[2.2]" />
                </span>
                <span className="min-w-0 flex-1 truncate">{labelOf(value)}</span>
                <span className="text-faint tabular-nums">{count}</span>
              </label>
            </li>
          )
        })}
      </ul>
    </fieldset>
  )
}
