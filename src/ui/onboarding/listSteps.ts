import type { FirstSteps } from '#src/engine/connections/FirstSteps.ts'
import { messages } from '#src/messages/messages.ts'

export type ShownStep = { name: string; isDone: boolean; text: string; link: { href: string; label: string } | null }

/** Addresses under /admin have a root layout of their own and are loaded whole. */
const places: Record<string, string> = {
  connect: '/marketplace', test: '/settings/integrations', call: '/marketplace?tab=yours', invite: '/settings/members',
  catalog: '/admin/collections/integration-providers/create', builtIn: '/admin/collections/built-in-credentials/create', tenant: '/admin/collections/accounts/create',
}

/** Of no use before the one in front of it is done. */
const inTurn = new Set<string>(['test', 'call'])

/** The steps of a checklist as people read them, wherever it is shown: what is left links the place it is done at. */
export function listSteps({ list: { steps }, accountName }: { list: FirstSteps; accountName: string }): ShownStep[] {
  const text = messages().firstSteps
  const next = steps.find((step) => !step.isDone)?.name
  return steps.map(({ name, isDone }) => {
    const sentence = text.steps[name]
    const href = isDone || (name !== next && inTurn.has(name)) ? undefined : places[name]
    return { name, isDone, text: typeof sentence === 'function' ? sentence(accountName) : sentence, link: href === undefined ? null : { href, label: text.verbs[name] ?? '' } }
  })
}
