import type { CompiledAuthMethod, CompiledProvider } from './CompiledProvider.ts'
import { digestOf } from './digestOf.ts'
import type { ResponseFacts, TokenBlocks } from './TokenBlocks.ts'

/**
 * Marks of what a row does with a credential besides the hosts: how it is sent (places, what is derived, which fields
 * count as secret), what its test asks, how it becomes a token, and below which addresses it is used. An owner agrees to them like to a host,
 * since a host may serve many parties: a row that is edited to put the key into another field, or to use somebody's
 * mailbox on the very same host, has another mark. Marks start with `#`, which no host does.
 */
export function markMethod(method: Omit<CompiledAuthMethod, 'marks'>): CompiledAuthMethod['marks'] {
  const { inject, derive, fields, test } = method
  const secrets = fields.filter((field) => field.secret).map((field) => field.name).sort()
  return { sending: `#sending=${digestOf({ inject, derive, secrets })}`, test: test === null ? null : `#test=${digestOf(test)}`, exchange: markExchange(method) }
}

/** Where refresh tokens, client secrets and logins go and what is read from the answer; not what people are asked for, nor when. */
function markExchange({ oauth, exchange, app }: TokenBlocks): string | null {
  const parts = [oauth, exchange, app].filter((part) => part !== null)
  return parts.length === 0 ? null : `#exchange=${digestOf(parts.map(sendingOf))}`
}

const askedOnly = new Set(['authorizationUrl', 'scopes', 'optionalScopes', 'scopeSeparator', 'pkce', 'authorizationParams', 'refresh'])

function sendingOf(part: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(part).flatMap(([name, value]) => (askedOnly.has(name) ? [] : [[name, name === 'response' ? takenOf(value as ResponseFacts) : value]])))
}

/** How an answer is judged may be corrected without asking anybody. */
const takenOf = ({ accessToken, refreshToken, capture }: ResponseFacts): unknown => ({ accessToken, refreshToken, capture })

/** One mark an address, so that a further one leaves the use of the others alone. */
export function markBases({ baseUrl, services, ai }: Pick<CompiledProvider, 'baseUrl' | 'services' | 'ai'>): CompiledProvider['baseMarks'] {
  const mark = (base: string): string => `#base=${digestOf(base)}`
  return {
    default: baseUrl === null ? null : mark(baseUrl),
    services: Object.fromEntries(Object.entries(services).map(([name, base]) => [name, mark(base)])),
    ai: ai?.baseUrl == null ? null : mark(ai.baseUrl),
  }
}
