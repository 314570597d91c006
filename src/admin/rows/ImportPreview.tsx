'use client'
import { Button } from '@payloadcms/ui'
import { useState } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { sayProblem } from '../sayProblem.ts'
import { ChangeTable } from './ChangeTable.tsx'
import { FaultList } from './FaultList.tsx'
import { ImpactSummary } from './ImpactSummary.tsx'
import type { Planned } from './ImportRows.tsx'
import type { RowResult } from './RowResult.ts'

type Props = { planned: Planned[]; onApply: (rows: unknown[]) => void; onBack: () => void }

const text = () => panelMessages().catalogTools.transfer
const canApply = ({ action }: RowResult): boolean => action === 'created' || action === 'updated'

/** What each row would do, row by row; those that can be applied are picked at first. */
export function ImportPreview({ planned, onApply, onBack }: Props) {
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const open = planned.flatMap(({ result }, index) => (canApply(result) ? [index] : []))
  const picked = open.filter((index) => !left.has(index))
  const tally = (action: RowResult['action']): number => planned.filter(({ result }) => result.action === action).length
  const toggle = (index: number): void => setLeft(new Set(left.has(index) ? [...left].filter((one) => one !== index) : [...left, index]))
  return (
    <>
      <p className="row-tools__counts">{text().counts(tally('created'), tally('updated'), tally('unchanged'), tally('refused'))}</p>
      {open.length > 1 && (
        <label className="row-tools__pick row-tools__pick--all">
          <input checked={picked.length === open.length} onChange={() => setLeft(new Set(picked.length === open.length ? open : []))} type="checkbox" />
          {text().pickAll}
        </label>
      )}
      <ol className="row-tools__rows">
        {planned.map((one, index) => <PlannedRow index={index} isPicked={picked.includes(index)} key={index} onPick={() => toggle(index)} planned={one} />)}
      </ol>
      <div className="row-tools__actions row-tools__actions--sticky">
        <Button disabled={picked.length === 0} margin={false} onClick={() => onApply(picked.map((index) => planned[index]?.row))} type="button">{text().apply(picked.length)}</Button>
        <Button buttonStyle="secondary" margin={false} onClick={onBack} type="button">{text().otherRows}</Button>
      </div>
    </>
  )
}

type RowProps = { planned: Planned; index: number; isPicked: boolean; onPick: () => void }

function PlannedRow({ planned: { row, result }, index, isPicked, onPick }: RowProps) {
  const name = nameOf(row) ?? result.key ?? text().nameless(index + 1)
  const { action, diff, problems, impact } = result
  return (
    <li className={`row-tools__row row-tools__row--${action}`}>
      <div className="row-tools__row-head">
        {canApply(result) ? <input aria-label={text().pick(name)} checked={isPicked} onChange={onPick} type="checkbox" /> : <span className="row-tools__no-pick" />}
        <span className="row-tools__name">{name}{result.key !== null && <code>{result.key}</code>}</span>
        <span className={`row-tools__action row-tools__action--${action}`}>{text().actions[action]}</span>
      </div>
      {/* Whoever imports has the JSON before them: its own paths say where. */}
      {action === 'refused' && <FaultList problems={problems.map(({ path, reason }) => ({ message: `${path === '' ? '' : `${path}: `}${sayProblem({ reason })}`, hint: null }))} />}
      {impact !== undefined && !impact.isHarmless && <ImpactSummary impact={impact} />}
      {canApply(result) && (
        <details open={action === 'updated' && diff.length <= 8}>
          <summary>{text().changes(diff.length)}</summary>
          <ChangeTable changes={diff} />
        </details>
      )}
    </li>
  )
}

function nameOf(row: unknown): string | null {
  const name: unknown = row !== null && typeof row === 'object' ? (row as { name?: unknown }).name : null
  return typeof name === 'string' && name !== '' ? name.slice(0, 120) : null
}
