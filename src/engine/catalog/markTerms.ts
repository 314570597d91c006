import type { CompiledAuthMethod, CompiledProvider } from './CompiledProvider.ts'
import { digestOf } from './digestOf.ts'

/**
 * Marks of what a row does with a credential besides the hosts: how it is sent (places, what is derived, which fields
 * count as secret), what its test asks, and below which addresses it is used. An owner agrees to them like to a host,
 * since a host may serve many parties: a row that is edited to put the key into another field, or to use somebody's
 * mailbox on the very same host, has another mark. Marks start with `#`, which no host does.
 */
export function markMethod({ inject, derive, fields, test }: Omit<CompiledAuthMethod, 'marks'>): CompiledAuthMethod['marks'] {
  const secrets = fields.filter((field) => field.secret).map((field) => field.name).sort()
  return { sending: `#sending=${digestOf({ inject, derive, secrets })}`, test: test === null ? null : `#test=${digestOf(test)}` }
}

/** One mark an address, so that a further one leaves the use of the others alone. */
export function markBases({ baseUrl, services, ai }: Pick<CompiledProvider, 'baseUrl' | 'services' | 'ai'>): CompiledProvider['baseMarks'] {
  const mark = (base: string): string => `#base=${digestOf(base)}`
  return {
    default: baseUrl === null ? null : mark(baseUrl),
    services: Object.fromEntries(Object.entries(services).map(([name, base]) => [name, mark(base)])),
    ai: ai?.baseUrl == null ? null : mark(ai.baseUrl),
  }
}
