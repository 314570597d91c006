import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from './CompiledProvider.ts'
import { concreteHosts } from './concreteHosts.ts'

type Input = { compiled: CompiledProvider; method: CompiledAuthMethod; values: CredentialValues }

/**
 * Everything the owner of a credential agrees to when they save it: the hosts it may travel to, and the marks of how
 * it is sent and tested. Bound into the envelope; compared before each use.
 * @throws PatchbayError as `concreteHosts`
 */
export const agreementOf = ({ compiled, method, values }: Input): string[] => [...concreteHosts({ compiled, method, values }), ...marksOf({ compiled, method })]

/** Every mark of a row for one of its auth methods, each once. */
export const marksOf = ({ compiled: { baseMarks }, method: { marks } }: Omit<Input, 'values'>): string[] =>
  [...new Set([marks.sending, marks.test, marks.exchange ?? null, baseMarks.default, ...Object.values(baseMarks.services), baseMarks.ai])].filter((mark) => mark !== null)

/** A mark, not a host. */
export const isMark = (term: string): boolean => term.startsWith('#')
