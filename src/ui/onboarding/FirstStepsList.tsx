import Link from 'next/link'
import type { FirstSteps } from '#src/engine/connections/FirstSteps.ts'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { HideButton } from './HideButton.tsx'
import { listSteps, type ShownStep } from './listSteps.ts'

type Props = { lists: FirstSteps[]; accountName: string }

/** What is left to do before the product does its job. Ticks come from what has happened; there is nothing to press. */
export function FirstStepsList({ lists, accountName }: Props) {
  return lists.map((list) => <Checklist key={list.key} list={list} accountName={accountName} />)
}

const columns = { account: 'table:grid-flow-col table:auto-cols-fr table:grid-cols-none', platform: 'table:grid-cols-4' }

function Checklist({ list, accountName }: { list: FirstSteps; accountName: string }) {
  const text = messages().firstSteps
  const steps = listSteps({ list, accountName })
  const title = list.kind === 'platform' ? text.platformTitle : text.title
  const next = steps.find((step) => !step.isDone)
  return (
    <section aria-label={title} className="mb-5 rounded-xl border border-line bg-surface px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold">{title}</h2>
        <p className="text-sm text-faint">{text.progress(steps.filter((step) => step.isDone).length, steps.length)}</p>
        <HideButton preference={list.key} title={title} />
      </div>
      <ol className={`mt-2.5 grid gap-x-5 gap-y-2 sm:grid-cols-2 ${columns[list.kind]}`}>
        {steps.map((step) => (
          <li key={step.name} className="flex items-start gap-2">
            <span className={`mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border ${step.isDone ? 'border-ok bg-ok-well text-ok' : step === next ? 'border-accent' : 'border-line-strong'}`}>{step.isDone && <Icon name="check" size={12} />}</span>
            <span className="min-w-0">
              <span className="sr-only">{step.isDone ? text.done : text.open} </span>
              <span className={step.isDone ? 'text-soft' : 'font-[550]'}>{step.text}</span>
              {step.link && <StepLink {...step.link} />}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function StepLink({ href, label }: NonNullable<ShownStep['link']>) {
  const look = 'flex min-h-6 items-center text-sm text-soft text-link hover:text-text'
  return href.startsWith('/admin') ? <a href={href} className={look}>{label}</a> : <Link href={href} className={look}>{label}</Link>
}
