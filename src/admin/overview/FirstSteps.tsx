import type { FirstSteps as Steps } from '#src/engine/connections/FirstSteps.ts'
import { messages } from '#src/messages/messages.ts'
import { listSteps } from '#src/ui/onboarding/listSteps.ts'
import { HideSteps } from './HideSteps.tsx'
import { Section } from './Section.tsx'

/** What a new installation needs, ticking itself; gone when all of it is there. The same list as on the tenants' pages. */
export function FirstSteps({ list }: { list: Steps }) {
  const text = messages().firstSteps
  const steps = listSteps({ list, accountName: '' })
  return (
    <Section id="steps" lead={text.progress(steps.filter((step) => step.isDone).length, steps.length)} title={text.platformTitle}>
      <ol className="pb-list">
        {steps.map((step) => (
          <li className={step.isDone ? 'pb-step pb-step--done' : 'pb-step'} key={step.name}>
            <span aria-hidden="true" className="pb-step__mark">{step.isDone ? '✓' : ''}</span>
            <span><span className="pb-hidden">{step.isDone ? text.done : text.open} </span>{step.text}</span>
            {step.link && <a className="pb-end" href={step.link.href}>{step.link.label}</a>}
          </li>
        ))}
      </ol>
      <HideSteps preference={list.key} />
    </Section>
  )
}
