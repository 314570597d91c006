import Link from 'next/link'
import type { FirstSteps } from '#src/engine/connections/FirstSteps.ts'
import { messages } from '#src/messages/messages.ts'
import { Icon } from '../primitives/Icon.tsx'
import { HideButton } from './HideButton.tsx'

type Props = { lists: FirstSteps[]; accountName: string }

/** Addresses under /admin have a root layout of their own and are loaded whole. */
const places: Record<string, string> = {
  connect: '/marketplace', test: '/settings/integrations', call: '/marketplace?tab=yours', invite: '/settings/members',
  catalog: '/admin/collections/integration-providers/create', builtIn: '/admin/collections/built-in-credentials/create', tenant: '/admin/collections/accounts/create',
}

/** Of no use before the one in front of it is done. */
const inTurn = new Set<string>(['test', 'call'])

/** What is left to do before the product does its job. Ticks come from what has happened; there is nothing to press. */
export function FirstStepsList({ lists, accountName }: Props) {
  return lists.map((list) => <Checklist key={list.key} list={list} accountName={accountName} />)
}

function Checklist({ list: { key, kind, steps }, accountName }: { list: FirstSteps; accountName: string }) {
  const text = messages().firstSteps
  const title = kind === 'platform' ? text.platformTitle : text.title
  const next = steps.find((step) => !step.isDone)?.name
  return (
    <section aria-label={title} className="mb-5 rounded-xl border border-line bg-surface px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold">{title}</h2>
        <p className="text-sm text-faint">{text.progress(steps.filter((step) => step.isDone).length, steps.length)}</p>
        <HideButton preference={key} title={title} />
      </div>
      <ol className="mt-2.5 grid gap-x-5 gap-y-2 sm:grid-cols-2 table:grid-flow-col table:auto-cols-fr table:grid-cols-none">
        {steps.map(({ name, isDone }) => {
          const sentence = text.steps[name]
          return (
            <li key={name} className="flex items-start gap-2">
              <span className={`mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border ${isDone ? 'border-ok bg-ok-well text-ok' : name === next ? 'border-accent' : 'border-line-strong'}`}>{isDone && <Icon name="check" size={12} />}</span>
              <span className="min-w-0">
                <span className="sr-only">{isDone ? text.done : text.open} </span>
                <span className={isDone ? 'text-soft' : 'font-[550]'}>{typeof sentence === 'function' ? sentence(accountName) : sentence}</span>
                {!isDone && (name === next || !inTurn.has(name)) && <StepLink name={name} label={text.verbs[name] ?? ''} />}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function StepLink({ name, label }: { name: string; label: string }) {
  const href = places[name]
  if (href === undefined) return null
  const look = 'flex min-h-6 items-center text-sm text-soft text-link hover:text-text'
  return href.startsWith('/admin') ? <a href={href} className={look}>{label}</a> : <Link href={href} className={look}>{label}</Link>
}
