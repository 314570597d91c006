import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { Spinner } from '../primitives/Spinner.tsx'
import { describeSteps, type StepState, type StepsInput } from './describeSteps.ts'

const marks: Record<StepState, { className: string; textClass: string }> = {
  done: { className: 'text-ok', textClass: '' },
  odd: { className: 'text-accent', textClass: '' },
  now: { className: 'text-accent', textClass: 'font-[550]' },
  failed: { className: 'text-bad', textClass: 'text-bad' },
  todo: { className: 'text-faint', textClass: 'text-faint' },
}

/** What is happening to the key, named as it happens. */
export function TestSteps(props: StepsInput) {
  return (
    <ol aria-label={messages().connect.working} aria-live="polite" className="fade mb-3.5 grid gap-1.5 rounded-[10px] bg-well px-3.5 py-3">
      {describeSteps(props).map(({ key, state, label }) => (
        <li key={key} aria-current={state === 'now' ? 'step' : undefined} className="flex items-center gap-2.5">
          <span className={`grid size-4 place-items-center ${marks[state].className}`}><StepMark state={state} /></span>
          <span className={marks[state].textClass}>{label}</span>
        </li>
      ))}
    </ol>
  )
}

function StepMark({ state }: { state: StepState }) {
  if (state === 'now') return <Spinner />
  if (state === 'todo') return <i className="size-1.5 rounded-full bg-current" />
  return <Icon name={state === 'done' ? 'check' : state === 'failed' ? 'close' : 'alert'} size={14} />
}
