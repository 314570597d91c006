import { createHash } from 'node:crypto'
import type { CompiledAuthMethod, CompiledProvider } from './CompiledProvider.ts'

type Input = { provider: Pick<CompiledProvider, 'baseUrl' | 'services' | 'ai'>; method: Omit<CompiledAuthMethod, 'marks'> }

/**
 * Marks of what a row does with a credential besides the hosts: how it is sent (bases, places, what is derived, which
 * fields count as secret), and what its test asks. An owner agrees to them like to a host, since a host may serve
 * many parties: a row that is edited to put the key into another field, or to send a test to somebody's mailbox on the
 * very same host, has another mark. They start with `#`, which no host does.
 */
export function markTerms({ provider, method }: Input): CompiledAuthMethod['marks'] {
  const { inject, derive, fields, test } = method
  const secrets = fields.filter((field) => field.secret).map((field) => field.name).sort()
  const sending = { base: provider.baseUrl, services: provider.services, ai: provider.ai?.baseUrl ?? null, inject, derive, secrets }
  return { sending: `#sending=${digest(sending)}`, test: test === null ? null : `#test=${digest(test)}` }
}

/** Keys in a fixed order, so that the same row always has the same mark. */
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(sorted(value))).digest('hex').slice(0, 32)

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]))
}
