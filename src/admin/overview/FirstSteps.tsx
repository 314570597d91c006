import type { Overview } from '#src/engine/connections/Overview.ts'
import { messages } from '#src/messages/messages.ts'
import { Section } from './Section.tsx'

type Step = { isDone: boolean; text: string; more?: string; link?: { href: string; label: string } }

/** What a new installation needs, ticking itself; gone when all of it is there. */
export function FirstSteps({ steps, isVaultWell }: { steps: Overview['steps']; isVaultWell: boolean }) {
  const text = messages().platform.overview.steps
  const all: Step[] = [
    { isDone: true, text: text.admin },
    { isDone: isVaultWell, text: text.vault },
    { isDone: steps.providers, text: text.providers, link: { href: '/admin/collections/integration-providers/create', label: text.providersVerb } },
    { isDone: steps.accounts, text: text.accounts, link: { href: '/admin/collections/accounts/create', label: text.accountsVerb } },
    { isDone: steps.connections, text: text.connections, link: { href: '/marketplace', label: text.connectionsVerb } },
    { isDone: steps.calls, text: text.calls, more: text.callsText },
  ]
  const left = all.filter((step) => !step.isDone).length
  if (left === 0) return null
  return (
    <Section id="steps" lead={text.left(left)} title={text.title}>
      <ol className="pb-list">
        {all.map((step) => (
          <li className={step.isDone ? 'pb-step pb-step--done' : 'pb-step'} key={step.text}>
            <span aria-hidden="true" className="pb-step__mark">{step.isDone ? '✓' : ''}</span>
            <span>
              {step.text}
              {step.isDone ? <span className="pb-hidden"> ({text.done})</span> : step.more && <span className="pb-faint"> {step.more}</span>}
            </span>
            {!step.isDone && step.link && <a className="pb-end" href={step.link.href}>{step.link.label}</a>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
